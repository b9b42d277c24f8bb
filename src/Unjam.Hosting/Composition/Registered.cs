namespace Unjam.Hosting;

/// <summary>Makes what was registered, and says of which registration it was when that is not possible.</summary>
internal static class Registered
{
    public static T Make<T, TOptions>(
        string what, string name, TOptions usual, Func<TOptions, TOptions>? configure, Func<TOptions, string> nameOf, Func<TOptions, T> make)
    {
        try
        {
            var options = configure is null ? usual : configure(usual);
            if (options is null)
                throw new ArgumentException("its configuration gave no options: end it with `o with { … }`");
            if (nameOf(options) != name)
                throw new ArgumentException($"its configuration gave it another name, '{nameOf(options)}': services ask for it by the name it was registered with");
            return make(options);
        }
        catch (ArgumentException wrong)
        {
            throw new InvalidOperationException($"{what} cannot be made: {wrong.Message}", wrong);
        }
    }
}
