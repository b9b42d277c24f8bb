using Microsoft.Extensions.Options;

namespace Unjam.Hosting;

/// <summary>Refuses options that make no sense, all at once, when the host starts.</summary>
internal sealed class UnjamOptionsCheck : IValidateOptions<UnjamOptions>
{
    public ValidateOptionsResult Validate(string? name, UnjamOptions options)
    {
        var wrong = new List<string>();
        Within(options.QueueWait, 0.001, 3600, nameof(options.QueueWait), "1 ms and an hour");
        Within(options.LookEvery, 0.005, 1, nameof(options.LookEvery), "5 ms and 1 s");
        Within(options.Quiet, 0.1, 3600, nameof(options.Quiet), "100 ms and an hour");
        Within(options.DrainWithin, 0, 3600, nameof(options.DrainWithin), "0 and an hour");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Within(TimeSpan value, double least, double most, string option, string words)
        {
            if (value.TotalSeconds < least || value.TotalSeconds > most)
                wrong.Add($"{nameof(UnjamOptions)}.{option} is {value}: it has to be between {words}.");
        }
    }
}
