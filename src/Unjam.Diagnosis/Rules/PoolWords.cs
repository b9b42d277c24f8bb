using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>What several findings about pools say in the same words.</summary>
internal static class PoolWords
{
    public static string Name(PoolHistory history) => Wording.Short(history.Name, 24);

    /// <summary>What a person calls such a pool.</summary>
    public static string Noun(PoolHistory history) => history.IsLimiter ? "Limiter" : "Pool";

    /// <summary>Busy workers of how many there may be: <c>4/4</c>.</summary>
    public static string Workers(PoolLook look, int busy) => FormattableString.Invariant($"{busy}/{look.Limit ?? look.Capacity}");

    public static string Held(PoolHistory history, Held held)
    {
        var within = held.Uncertainty > TimeSpan.Zero ? $" ± {Wording.Of(held.Uncertainty)}" : "";
        return held.IsLowerBound ? $"≥ {Wording.Of(held.Duration)} ({(history.IsShared ? "it still waits" : "already waiting when attached")})" : $"{Wording.Of(held.Duration)}{within}";
    }

    public static string Wait(PoolHistory history, QueueWait wait)
    {
        if (wait.IsLowerBound)
            return $"Work that was started had waited ≥ {Wording.Of(wait.Mean)} on average: most of it was already waiting when attached.";
        if (wait.IsEstimated)
            return $"Work that was started had waited {Wording.Of(wait.Mean)} on average (est., by Little's law).";
        if (wait.IsBelowUncertainty)
            return $"Work that was started had waited less than {Wording.Of(wait.Uncertainty)}.";
        if (wait.Uncertainty == TimeSpan.Zero && history.QueueTime is not null)
            return $"Work that was started had waited {Wording.Of(wait.Mean)} on average (exact: {Wording.Count(wait.Items, history.IsShared ? "measurement" : "item")}).";
        var check = history.WaitByLittle is { } little ? $"; Little's law gives {Wording.Of(little)}" : "";
        return $"Work that was started had waited {Wording.Of(wait.Mean)} ± {Wording.Of(wait.Uncertainty)} on average ({Wording.Count(wait.Items + wait.AtOnce, "item")} followed{check}).";
    }

    /// <summary>How much arrives, how much is done, how long one item takes; null when nothing was completed.</summary>
    public static string? Flow(PoolHistory history)
    {
        if (history is not { ServiceTime: { } service, Throughput: { } done, ArrivalRate: { } arrivals })
            return null;
        if (history is { IsShared: true, IsServiceTimeKnown: false })
            return null;
        var arriving = history.Arrived > 0 ? $"{Wording.Rate(arrivals)} arrive, " : "";
        var each = history.IsServiceTimeKnown ? $"one takes {Wording.Of(service)}{(history.RunTime is null ? " (est.)" : "")}" : "too few to say how long one takes";
        return $"{arriving}{Wording.Rate(done)} are completed; {each}.";
    }

    /// <summary>The function that most of the busy workers are in.</summary>
    public static Culprit? CulpritOf(List<List<WorkerScene>> groups) =>
        groups.Count > 0 && groups[0][0] is { At: { } at } first
            ? new Culprit(at.Function.Name, at.Function.File, at.Line, first.ThreadName, null, first.Called.Name)
            : null;
}
