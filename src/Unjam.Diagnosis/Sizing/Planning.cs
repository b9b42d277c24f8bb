using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Makes the plan of a pool: first what limits it, then how many workers, then what they would bring.</summary>
internal static class Planning
{
    // Run times of so many items, and a watch of so many run times, say what an average is.
    private const int FewestItems = 30;
    private const int FewestServices = 10;

    // Nearer to what can be served no mean comes to rest within a watch.
    private const double MostUtilisation = 0.9;

    // A mean that may be so many times as long, and by so much, is no promise.
    private const double Coarse = 4;
    private static readonly TimeSpan Bearable = TimeSpan.FromMilliseconds(50);

    /// <summary>The plan; null when too little was completed to measure a load.</summary>
    /// <param name="patience">How soon work should have begun at the latest.</param>
    public static PoolPlan? Of(Timeline timeline, PoolHistory history, IReadOnlyCollection<WorkerScene> scenes, TimeSpan patience)
    {
        if (LoadMeasure.Of(history, scenes, timeline[history.Latest.Index].Cpus) is not { } load)
            return null;
        var not = NotMore(history, scenes);
        var next = not is null ? Sizing.Next(load, patience) : null;
        not ??= next is null ? load.Ceiling is { } ceiling && ceiling <= load.Workers && load.Utilisation > MostUtilisation
            ? $"no more than {ceiling} can be served at a time by {load.CeilingBy}" : "as many as it has are enough" : null;
        var advised = next is { } workers ? Sizing.Predict(load, workers) : null;
        var doubts = Doubts(load, Bottlenecks.Of(scenes), IsSeen(scenes), advised).ToImmutableArray();
        return new(load, Sizing.Predict(load, load.Workers))
        {
            Advised = advised,
            NotMore = not,
            IsConfident = doubts.IsEmpty,
            Because = doubts.IsEmpty ? [$"{Wording.Count(load.Items, "item")} were completed in {Wording.Of(load.Watched)}"] : doubts,
            WrongIf = advised is null ? null : WrongIf(load, advised),
        };
    }

    /// <summary>Why more workers would not help, whatever the load; null when nothing is known to be scarcer than they are.</summary>
    private static string? NotMore(PoolHistory history, IReadOnlyCollection<WorkerScene> scenes)
    {
        if (!history.Looks.Any(look => look.IsFull))
            return "work was never seen to wait for a worker";
        if (history.IsSingle)
            return "it has one thread by design: what it runs may have to run one after the other";
        if (history.Latest is { Borrowed: not null, IsFull: true } && history.Latest.Busy * 2 < history.Latest.Limit)
            return "its tokens are held by workers that are idle: their number is not the trouble";
        return Bottlenecks.Of(scenes) switch
        {
            Bottleneck.SharedWait => $"most of its workers wait for {WaitWords.Of(WaitSite.Of(scenes)!).Name}",
            Bottleneck.Results => "most of its workers wait for the results of other work",
            Bottleneck.Computing => $"most of its workers compute, and share {Idiom.Of(history.Kind).SharedByComputing}",
            Bottleneck.Clients => "most of its workers wait for slow clients",
            _ => null,
        };
    }

    private static IEnumerable<string> Doubts(PoolLoad load, Bottleneck bottleneck, bool isSeen, PoolPrediction? advised)
    {
        if (load.Items < FewestItems)
            yield return $"only {Wording.Count(load.Items, "item")} were completed, {FewestItems} are needed";
        if (load.Watched < load.Service * FewestServices)
            yield return $"it was watched for {Wording.Of(load.Watched)}, and one item takes {Wording.Of(load.Service)}: ten times as long is needed";
        if (load.Burst > 0)
            yield return $"work comes in bursts of up to {Wording.Count(load.Burst, "item")}: averages say little of them";
        if (!isSeen)
            yield return "what its workers do while they run was not seen: if they compute, more of them would only share the CPUs";
        if (bottleneck != Bottleneck.Workers)
            yield return "its workers share something scarcer than they are";
        if (load.Offered <= 0)
            yield return "nothing was seen to arrive";
        var at = advised?.Utilisation ?? load.Utilisation;
        if (at > MostUtilisation && load.Burst == 0)
            yield return $"{Wording.Percent(at)} of the workers would be busy: so near to the limit waits come to no rest";
        else if (advised is { Wait: { } wait } && load.Burst == 0 && !(advised.Most < (wait * Coarse) + Bearable))
            yield return "the load was not measured closely enough: the wait may be several times as long";
        if (advised is { Because: not null } && load.Burst == 0)
            yield return advised.Because;
    }

    /// <summary>Whether frames or the kernel told of any worker what it does.</summary>
    private static bool IsSeen(IReadOnlyCollection<WorkerScene> scenes) => scenes.Count == 0 || scenes.Any(scene => scene.Blame is not null || scene.Kernel.Looks > 0);

    private static string WrongIf(PoolLoad load, PoolPrediction advised)
    {
        var wait = (advised.Most ?? advised.Wait) is { } most ? $"work waits more than {Wording.Of(most)} on average" : "the queue still grows";
        return $"It was wrong if, with {advised.Workers} and the same load ({Wording.Rate(load.ArrivalsPerSecond)}), {wait}, "
            + $"or one item takes much longer than {Wording.Of(load.Service)}: then the workers share something that was not seen.";
    }
}
