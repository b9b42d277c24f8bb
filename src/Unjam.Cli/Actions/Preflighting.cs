using Unjam.Cli.Output;
using Unjam.Cli.Screens;
using Unjam.Export;
using Unjam.Model;
using Unjam.Python.Attach.Preflight;

namespace Unjam.Cli.Actions;

/// <summary><c>unjam preflight</c>: each condition for attaching, and what to do about those that do not hold.</summary>
internal static class Preflighting
{
    public static ExitCode Run(int? pid, IReadOnlyList<Condition> conditions, bool isJson, Stage stage)
    {
        PreflightLine[] lines = [.. conditions.Select(condition => new PreflightLine(condition.Id, condition.IsMet, condition.Says, RemediesOf(condition.Remedy)))];
        if (isJson)
            new PreflightJson(stage.Output, Product.Version).Write(pid, lines);
        else
            PreflightScreen.Write(stage.Paper, pid, lines);
        return CodeOf(conditions);
    }

    /// <summary>What the first condition that does not hold comes to for a script.</summary>
    public static ExitCode CodeOf(IReadOnlyList<Condition> conditions) => conditions.FirstOrDefault(condition => condition.IsMet == false)?.Failure switch
    {
        null => ExitCode.Ran,
        AttachFailure.NoSuchProcess => ExitCode.Gone,
        AttachFailure.PermissionDenied => ExitCode.Permission,
        AttachFailure.Unsupported => ExitCode.Unsupported,
        _ => ExitCode.Inconclusive,
    };

    private static Dictionary<string, string> RemediesOf(Remedy? remedy) => remedy is null
        ? []
        : new() { ["host"] = remedy.Host, ["docker"] = remedy.Docker, ["kubernetes"] = remedy.Kubernetes };
}
