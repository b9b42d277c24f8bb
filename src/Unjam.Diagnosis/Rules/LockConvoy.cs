using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds many threads of a .NET process that queue for one lock, and names who holds it.</summary>
public sealed class LockConvoy : IRule
{
    private static readonly TimeSpan DefaultLasting = TimeSpan.FromSeconds(1);

    // Three of four looks: a lock that is fought for now and then has none waiting in between.
    private const double MostLooks = 0.75;

    // Fewer may all be the luck of one moment.
    private const int FewestLooks = 3;

    private readonly int waiters;
    private readonly TimeSpan lasting;

    /// <param name="waiters">Fewest threads that wait for one lock; four by default: two or three meet by chance in a busy process.</param>
    /// <param name="lasting">For how long they must have done so; a second by default.</param>
    public LockConvoy(int waiters = 4, TimeSpan? lasting = null) => (this.waiters, this.lasting) = (waiters, lasting ?? DefaultLasting);

    public Verdict Judge(Timeline timeline)
    {
        if (timeline.Target.Runtime != "dotnet")
            return Verdict.Clear.Instance;
        var findings = ImmutableArray.CreateBuilder<Finding>();
        string? suspicion = null;
        foreach (var convoy in Convoy.Of(timeline, waiters))
        {
            if (convoy.Crowded < convoy.Told * MostLooks)
                continue;
            if (convoy.Crowded < FewestLooks || convoy.Duration < lasting)
                suspicion ??= "threads queue for one lock; whether for long is not yet known";
            else
                findings.Add(LockConvoyFinding.Of(timeline, convoy, lasting));
        }

        return Verdict.Of(findings.ToImmutable(), isSettled: true, suspicion);
    }
}
