using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Hosting;

/// <summary>Makes incidents of findings: what is found again and again is one incident.</summary>
/// <param name="quiet">For how long a finding must not have been active before its incident is over.</param>
internal sealed class Incidents(TimeSpan quiet)
{
    // Of these each culprit is a fault of its own; others have one subject and may name now one, now another of those that suffer or cause it.
    private static readonly ImmutableArray<string> OfCulprits =
        [FindingIds.LoopBlocked, FindingIds.WorkerStuck, FindingIds.WorkerAbandoned, FindingIds.CoroutineInExecutor];

    // What is measured twice differs by less.
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<Key, Incident> open = [];

    // what is over and still remembered by the timeline: it is no news
    private readonly Dictionary<Key, Held?> settled = [];
    private long count;

    /// <summary>Those that last, in the order in which they began.</summary>
    public ImmutableArray<Incident> Open { get; private set; } = [];

    /// <summary>Takes the next judgement.</summary>
    /// <returns>The incidents that it begins and those that it ends.</returns>
    public (ImmutableArray<Incident> Opened, ImmutableArray<Incident> Closed) See(ImmutableArray<Finding> findings, Moment at)
    {
        var opened = ImmutableArray.CreateBuilder<Incident>();
        var present = new HashSet<Key>();
        foreach (var finding in findings.Where(finding => finding.Id != FindingIds.Inconclusive))
        {
            var key = Key.Of(finding);
            present.Add(key);
            Adopt(key);
            if (open.TryGetValue(key, out var known))
                open[key] = known with { Finding = finding, LastActive = IsActive(finding, known.Finding.Held) ? at : known.LastActive };
            else if (!settled.TryGetValue(key, out var last) || IsActive(finding, last))
                opened.Add(open[key] = new Incident(++count, finding, at));
        }

        foreach (var key in settled.Keys.Where(key => !present.Contains(key) || open.ContainsKey(key)).ToArray())
            settled.Remove(key);
        var closed = Close(present, at);
        Open = [.. open.Values.OrderBy(incident => incident.Number)];
        return (opened.ToImmutable(), closed);
    }

    /// <summary>A culprit that has only now been seen is no new one.</summary>
    private void Adopt(Key key)
    {
        if (key.Function is not null && !open.ContainsKey(key) && open.Remove(key with { Function = null }, out var nameless))
            open[key] = nameless;
    }

    private ImmutableArray<Incident> Close(HashSet<Key> present, Moment at)
    {
        var closed = ImmutableArray.CreateBuilder<Incident>();
        foreach (var (key, incident) in open.Where(entry => at - entry.Value.LastActive >= quiet).ToArray())
        {
            open.Remove(key);
            if (present.Contains(key))
                settled[key] = incident.Finding.Held;
            closed.Add(incident with { Closed = at });
        }

        return closed.ToImmutable();
    }

    /// <summary>It goes on, or it was worse than was known.</summary>
    private static bool IsActive(Finding finding, Held? before) =>
        finding.Held is not { IsOver: true } held || before is not { } known || held.Duration - known.Duration > Grain;

    private readonly record struct Key(string Id, string Subject, string? Function)
    {
        public static Key Of(Finding finding) => new(finding.Id, finding.Subject, OfCulprits.Contains(finding.Id) ? finding.Culprit?.Function : null);
    }
}
