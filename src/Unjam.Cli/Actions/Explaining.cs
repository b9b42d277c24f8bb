using Unjam.Cli.Commands;
using Unjam.Cli.Output;
using Unjam.Cli.Screens;
using Unjam.Diagnosis;

namespace Unjam.Cli.Actions;

/// <summary><c>unjam explain</c>: an advice page, or the list of them.</summary>
internal static class Explaining
{
    public static ExitCode Run(string? id, Stage stage)
    {
        if (id is null)
        {
            PageScreen.WriteList(stage.Paper, AdvicePages.Ids.Select(known => (known, AdvicePages.Of(known) ?? "")));
            return ExitCode.Ran;
        }

        if (AdvicePages.Of(id) is { } page)
        {
            PageScreen.Write(stage.Paper, page);
            return ExitCode.Ran;
        }

        var near = AdvicePages.Ids.OrderBy(known => Spelling.Distance(id, known)).FirstOrDefault(known => Spelling.Distance(id, known) <= 4);
        stage.Say(near is null
            ? (Words)$"unjam: there is no finding \"{id}\": unjam explain lists them"
            : $"unjam: there is no finding \"{id}\": did you mean {near}?");
        return ExitCode.Usage;
    }
}
