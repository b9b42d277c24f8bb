using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds workers that run one item for very long: by the clock, or measured by what their siblings take for the same function.</summary>
/// <remarks>An item is followed by its identity and that of its future, never by equal stacks.</remarks>
public sealed class WorkerStuck : IRule
{
    // Longer than the usual timeouts of clients, proxies and load balancers: whoever asked has mostly gone.
    private static readonly TimeSpan DefaultAge = TimeSpan.FromSeconds(30);

    // Below two seconds even twenty times the usual is a hiccup that ends by itself.
    private static readonly TimeSpan DefaultLeast = TimeSpan.FromSeconds(2);

    private readonly TimeSpan age;
    private readonly TimeSpan least;
    private readonly double times;
    private readonly int siblings;
    private readonly PoolHistories histories;
    private readonly SystemCalls calls = SystemCalls.OfThisMachine;

    /// <param name="age">Shortest run that is worth a finding by itself; thirty seconds by default.</param>
    /// <param name="least">Shortest run that is worth one beside its siblings; two seconds by default.</param>
    /// <param name="times">How many times the longest of its siblings; twenty by default: run times of one function often differ tenfold.</param>
    /// <param name="siblings">Fewest runs of the same function to compare with; ten by default: the longest of fewer says little.</param>
    public WorkerStuck(TimeSpan? age = null, TimeSpan? least = null, double times = 20, int siblings = 10)
        : this(new PoolHistories(), age, least, times, siblings)
    {
    }

    internal WorkerStuck(PoolHistories histories, TimeSpan? age = null, TimeSpan? least = null, double times = 20, int siblings = 10) =>
        (this.histories, this.age, this.least, this.times, this.siblings) = (histories, age ?? DefaultAge, least ?? DefaultLeast, times, siblings);

    public Verdict Judge(Timeline timeline)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var history in histories.Of(timeline))
        {
            var usual = Usual(history);
            var stuck = history.Running.Where(run => run.Held.Duration >= age || IsFarBeyond(run, usual)).ToList();
            if (stuck.Count == 0)
                continue;
            var scenes = WorkerScene.Of(timeline, history, calls).Where(scene => stuck.Any(run => run.Thread == scene.Thread)).ToList();
            foreach (var group in WorkerGroups.Of(scenes))
            {
                var function = stuck.First(run => run.Thread == group[0].Thread).Item.Function;
                TimeSpan? others = function is not null && usual.TryGetValue(function, out var known) && known.Count >= siblings ? known.Longest : null;
                findings.Add(WorkerStuckFinding.Of(history, group, stuck.Count, others));
            }
        }

        return findings.Count > 0 ? new Verdict.Found(findings.ToImmutable(), IsSettled: true) : Verdict.Clear.Instance;
    }

    private bool IsFarBeyond(in ItemRun run, Dictionary<Function, (int Count, TimeSpan Longest)> usual) =>
        run.Held.Duration >= least && run.Item.Function is { } function
        && usual.TryGetValue(function, out var known) && known.Count >= siblings && run.Held.Duration >= known.Longest * times;

    /// <summary>The longest that each function took, over the runs that were seen from their start to their end.</summary>
    private static Dictionary<Function, (int Count, TimeSpan Longest)> Usual(PoolHistory history)
    {
        var usual = new Dictionary<Function, (int Count, TimeSpan Longest)>();
        foreach (var run in history.Finished)
        {
            if (run.Item.Function is not { } function)
                continue;
            var (count, longest) = usual.GetValueOrDefault(function);

            // One that ran before anyone looked is no sample, but it was at least so long.
            var most = run.Held.Duration + run.Held.Uncertainty;
            usual[function] = (count + (run.Held.IsLowerBound ? 0 : 1), most > longest ? most : longest);
        }

        return usual;
    }
}
