using System.Runtime.InteropServices;
using Unjam.Cli.Output;
using Unjam.Export;

namespace Unjam.Cli.Actions;

/// <summary><c>unjam version</c>.</summary>
internal static class Versions
{
    public static ExitCode Run(bool isJson, Stage stage)
    {
        if (isJson)
            VersionJson.Write(stage.Output, Product.Version, RuntimeInformation.RuntimeIdentifier);
        else
            stage.Paper.Line($"unjam {Product.Version} ({RuntimeInformation.RuntimeIdentifier})");
        return ExitCode.Ran;
    }
}
