using Unjam.DotNet.Preflight;
using Unjam.Model;
using Unjam.Python.Attach.Preflight;

namespace Unjam.Cli.Attaching;

/// <summary>All conditions for attaching, by what the process is.</summary>
internal static class Grounds
{
    /// <param name="pid">The process; null asks only what holds for all of them.</param>
    public static IReadOnlyList<Condition> Of(int? pid, TimeProvider time)
    {
        if (pid is not { } number)
            return Conditions.Of(null, time);
        // no memory of it is read
        if (Targets.KindOf(number) == RuntimeKind.DotNet)
            return [.. Conditions.OfGround().Where(condition => condition.Id != "process_vm_readv"), .. DotNetConditions.Of(number, time)];
        var conditions = Conditions.Of(number, time);
        return conditions[^1] is { Id: "runtime", IsMet: false } last && Neither.Explain(number) is { } neither
            ? [.. conditions.SkipLast(1), last with { Says = neither.Message }]
            : conditions;
    }
}
