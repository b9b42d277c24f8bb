using System.CommandLine;
using Unjam.Cli.Output;
using Unjam.Cli.Serving;

namespace Unjam.Cli.Commands;

/// <summary>The command line of <c>unjam serve</c>: an option for everything that can be set, and the file in which it can be set as well.</summary>
internal sealed class ServeCommand(SharedOptions shared, Func<ServeSettings, string?, Stage, ExitCode> serve)
{
    private readonly List<(Setting Setting, Option<string[]>? Values, Option<bool>? Flag)> options = [.. AllSettings.List.Select(Create)];

    private readonly Option<string?> file = new("--config") { Description = "Read further settings from this YAML file: the names of these options and their values.", HelpName = "FILE" };

    public Command Create()
    {
        var command = new Command("serve", "Watch processes all the time: metrics for Prometheus, and a page that shows the stall.");
        foreach (var (_, values, flag) in options)
            command.Options.Add((Option?)values ?? flag!);
        command.Options.Add(file);
        command.Validators.Add(result =>
        {
            try
            {
                Settings(values => result.GetValue(values), flag => result.GetValue(flag));
            }
            catch (FormatException wrong)
            {
                result.AddError(wrong.Message);
            }
        });
        command.SetAction(parsed => (int)Guard.Run(shared.StageOf(parsed), stage =>
            serve(Settings(values => parsed.GetValue(values), flag => parsed.GetValue(flag)), parsed.GetValue(file), stage)));
        return command;
    }

    private static (Setting, Option<string[]>?, Option<bool>?) Create(Setting setting)
    {
        string[] aliases = setting.Letter is { } letter ? ["-" + letter] : [];
        return setting.ValueName is null
            ? (setting, null, new Option<bool>("--" + setting.Name, aliases) { Description = setting.Says })
            : (setting, new Option<string[]>("--" + setting.Name, aliases) { Description = setting.Says, HelpName = setting.ValueName, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false }, null);
    }

    private ServeSettings Settings(Func<Option<string[]>, string[]?> valuesOf, Func<Option<bool>, bool> isGiven)
    {
        var settings = ServeSettings.None;
        foreach (var (setting, values, flag) in options)
        {
            var texts = values is null ? isGiven(flag!) ? ["true"] : [] : valuesOf(values) ?? [];
            if (texts.Length > 1 && !setting.IsMany)
                throw new FormatException($"--{setting.Name} is given {texts.Length} times: give it once");
            foreach (var text in texts)
                settings = Take(setting, settings, text);
        }

        return settings;
    }

    private static ServeSettings Take(Setting setting, ServeSettings settings, string text)
    {
        try
        {
            return setting.Take(settings, text);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"--{setting.Name} {text} makes no sense: {wrong.Message}");
        }
    }
}
