using Unjam.Cli.Output;
using Unjam.Cli.Screens;
using Unjam.Export;

namespace Unjam.Cli.Actions;

/// <summary><c>unjam ps</c>: what can be attached to, and why the rest cannot.</summary>
internal static class Listing
{
    public static ExitCode Run(IEnumerable<ListedProcess> processes, bool isJson, Stage stage)
    {
        if (isJson)
            new PsJson(stage.Output, Product.Version).Write(processes);
        else
            PsScreen.Write(stage.Paper, [.. processes]);
        return ExitCode.Ran;
    }
}
