using Unjam.Cli.Commands;
using Unjam.Cli.Output;
using Unjam.Cli.Screens;
using Unjam.Diagnosis;

namespace Unjam.Cli.Actions;

/// <summary><c>unjam explain</c>: an advice page, or the list of them.</summary>
internal static class Explaining
{
    private static IEnumerable<string> Known => AdvicePages.Ids.Concat(Topics.All);

    public static ExitCode Run(string? id, Stage stage)
    {
        if (id is null)
        {
            PageScreen.WriteList(stage.Paper, Known.Select(known => (known, PageOf(known) ?? "")));
            return ExitCode.Ran;
        }

        if (PageOf(id) is { } page)
        {
            PageScreen.Write(stage.Paper, page);
            return ExitCode.Ran;
        }

        var near = Known.OrderBy(known => Spelling.Distance(id, known)).FirstOrDefault(known => Spelling.Distance(id, known) <= 4);
        stage.Say(near is null
            ? (Words)$"unjam: there is no finding \"{id}\": unjam explain lists them"
            : $"unjam: there is no finding \"{id}\": did you mean {near}?");
        return ExitCode.Usage;
    }

    private static string? PageOf(string id) => AdvicePages.Of(id) ?? Topics.Of(id);
}
