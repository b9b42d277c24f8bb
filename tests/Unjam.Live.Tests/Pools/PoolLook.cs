using System.Text.Json;
using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.Pools;

/// <summary>One pool of a target as a look at everything sees it.</summary>
internal sealed class PoolLook(Snapshot look, Pool pool)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public Pool Pool => pool;

    public Snapshot Look => look;

    public Worker[] Workers => look.Workers.Of(pool.Workers).ToArray();

    public Worker[] Busy => [.. Workers.Where(worker => worker.IsBusy)];

    public WorkItem[] Queue => look.Queue.Of(pool.Queue).ToArray();

    /// <summary>What the busy workers run and what waits, each with its number, by the last part of the functions' names.</summary>
    public string Running => Count(Busy.Select(worker => worker.Item.Function));

    public string Waiting => Count(Queue.Select(item => item.Function));

    /// <summary>Looks until the target has a number of pools of a kind, and for the first a condition holds.</summary>
    public static PoolLook Of(LiveTarget target, PoolKind kind, Func<PoolLook, bool> until, int pools = 1)
    {
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        return Of(probe, target, kind, until, pools);
    }

    /// <inheritdoc cref="Of(LiveTarget, PoolKind, Func{PoolLook, bool}, int)"/>
    public static PoolLook Of(PythonProbe probe, LiveTarget target, PoolKind kind, Func<PoolLook, bool> until, int pools = 1)
    {
        var look = new Snapshot();
        PoolLook? last = null;
        Eventually.True(
            () =>
            {
                probe.Look(look, LookDepth.Everything);
                var found = look.Pools.Span.ToArray().Where(pool => pool.Kind == kind).ToArray();
                last = found.Length == pools ? new PoolLook(look, found[0]) : null;
                return last is not null && until(last);
            },
            Patience,
            () => $"pools {string.Join("; ", look.Pools.Span.ToArray())}, gaps {string.Join("; ", look.Gaps.Span.ToArray())}, running {last?.Running}, waiting {last?.Waiting} of {target}");
        return last!;
    }

    /// <summary>Waits until the target itself says, of a part of its truth, what is expected of its numbers.</summary>
    /// <param name="target">Started with TRUTH=1.</param>
    /// <param name="part">Such as <c>limiters</c>.</param>
    /// <param name="numbers">Its names and values, such as <c>total 40, borrowed 40</c>.</param>
    public static void AssertTruth(LiveTarget target, string part, params (string Name, int Value)[] numbers) => Eventually.True(
        () => target.Errors.Where(line => line.StartsWith("TRUTH ", StringComparison.Ordinal))
            .SelectMany(line => JsonSerializer.Deserialize<JsonElement>(line[6..]).GetProperty(part).EnumerateArray())
            .Any(each => numbers.All(number => each.GetProperty(number.Name).GetInt32() == number.Value)),
        Patience, () => $"the truth is never {string.Join(", ", numbers)} in {target}");

    private static string Count(IEnumerable<Function?> functions) => string.Join(
        ", ", functions.GroupBy(each => each?.Name.Split('.')[^1] ?? "?").OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Count()} {each.Key}"));
}
