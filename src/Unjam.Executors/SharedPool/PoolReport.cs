using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Executors;

/// <summary>Puts what the detector found and what the stacks say into an incident. Pure.</summary>
internal static class PoolReport
{
    /// <summary>An incident that has just opened.</summary>
    public static PoolIncident Open(long id, PoolTrouble trouble, ImmutableArray<BlockedGroup> groups)
    {
        // stacks see a lock that was taken before anybody listened for contention
        var known = groups.Sum(group => group.Threads);
        if (trouble.Kind == PoolIncidentKind.Starved && known > 0 && groups.Where(group => BlockingCalls.IsLock(group.Call)).Sum(group => group.Threads) * 2 > known)
            trouble = trouble with { Kind = PoolIncidentKind.LockConvoy };
        return Renew(
            new PoolIncident
            {
                Id = id,
                Kind = trouble.Kind,
                Began = trouble.Began,
                Opened = trouble.Opened,
                Wait = trouble.Longest,
                Queued = 0,
                Threads = 0,
                Busy = 0,
                MinThreads = 0,
                MaxThreads = 0,
                Blocked = trouble.Blocked,
                CpuShare = trouble.CpuShare,
                InjectedPerSecond = 0,
                CompletedPerSecond = 0,
                LockOwner = trouble.Last.LockOwner,
                Growth = "",
                Groups = groups,
                Advice = [],
            },
            trouble);
    }

    /// <summary>The incident as it is now.</summary>
    public static PoolIncident Renew(PoolIncident incident, PoolTrouble trouble)
    {
        var same = trouble with { Kind = incident.Kind };
        return incident with
        {
            Wait = same.Longest,
            Queued = same.Last.Queued,
            Threads = same.Last.Threads,
            Busy = same.Last.Busy,
            MinThreads = same.Last.MinThreads,
            MaxThreads = same.Last.MaxThreads,
            InjectedPerSecond = same.InjectedPerSecond,
            CompletedPerSecond = same.CompletedPerSecond,
            Growth = PoolAdvice.Growth(same, incident.Groups),
            Advice = PoolAdvice.For(same, incident.Groups),
        };
    }

    /// <summary>The incident after its end: what the advice says is of the time while it lasted.</summary>
    public static PoolIncident Close(PoolIncident incident, PoolTrouble trouble, Moment at) => incident with
    {
        Ended = at,
        Wait = trouble.Longest,
        Threads = trouble.Last.Threads,
        Busy = trouble.Last.Busy,
        Queued = trouble.Last.Queued,
        InjectedPerSecond = trouble.InjectedPerSecond,
        CompletedPerSecond = trouble.CompletedPerSecond,
    };
}
