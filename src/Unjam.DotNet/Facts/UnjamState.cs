using System.Collections.Immutable;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Facts;

/// <summary>What hosts that use Unjam say of their pools and loops (provider <c>Unjam</c>, keyword 1).</summary>
/// <remarks>Not thread-safe. A beat counts when all of it came: one that lost a row is left out, and the one before it stays.</remarks>
public sealed class UnjamState
{
    private const int MostHosts = 64;

    // a host that was silent for so long, while others spoke, is gone
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(30);

    // a host tells all of a beat on one thread
    private readonly Dictionary<long, BeatParts> hosts = [];

    /// <summary>The last whole beat of each host in the process; mostly there is one host or none.</summary>
    public ImmutableArray<UnjamBeat> Beats { get; private set; } = [];

    /// <summary>Beats that cannot be read: of another version of the contract, or with more rows than are believed.</summary>
    public long Refused { get; private set; }

    /// <summary>Takes a part of a beat; other events are ignored.</summary>
    public void Take(in NettraceEvent happened)
    {
        switch (happened.Type.Known)
        {
            case KnownEvent.UnjamBeat:
                Begin(happened);
                break;
            case KnownEvent.UnjamPool when hosts.TryGetValue(happened.Thread, out var host):
                host.AddPool(happened.Payload);
                Finish(host);
                break;
            case KnownEvent.UnjamLoop when hosts.TryGetValue(happened.Thread, out var host):
                host.AddLoop(happened.Payload);
                Finish(host);
                break;
            default:
                break;
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        hosts.Clear();
        Beats = [];
        Refused = 0;
    }

    private void Begin(in NettraceEvent happened)
    {
        if (!hosts.TryGetValue(happened.Thread, out var host))
        {
            if (hosts.Count == MostHosts)
                Forget(happened.At);
            if (hosts.Count == MostHosts)
            {
                Refused++;
                return;
            }

            hosts[happened.Thread] = host = new BeatParts();
        }

        host.Told = happened.At;
        if (host.Begin(happened.Payload))
            Finish(host);
        else
            Refused++;
    }

    private void Finish(BeatParts host)
    {
        if (host.Finish() is null)
            return;
        Forget(host.Told);
        Beats = [.. hosts.Values.Select(each => each.Last).OfType<UnjamBeat>()];
    }

    private void Forget(Moment now)
    {
        foreach (var (thread, host) in hosts)
        {
            if (now - host.Told > Gone)
                hosts.Remove(thread);
        }
    }
}
