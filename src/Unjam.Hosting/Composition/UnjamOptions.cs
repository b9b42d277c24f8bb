using Unjam.Executors;

namespace Unjam.Hosting;

/// <summary>How a host watches itself.</summary>
public sealed class UnjamOptions
{
    /// <summary>Whether the thread pool that all of the process shares is watched.</summary>
    public bool WatchSharedPool { get; set; } = true;

    /// <summary>Whether executors, loops and the shared pool are judged by the rules of <c>unjam diagnose</c>: incidents, the health check and <c>unjam_finding_active</c> come from that.</summary>
    public bool Diagnose { get; set; } = true;

    /// <summary>Whether the state is published as events of the provider <c>Unjam</c> while somebody listens.</summary>
    public bool PublishEvents { get; set; } = true;

    /// <summary>How long work has to wait for a thread of the shared pool before it is called a starvation.</summary>
    public TimeSpan QueueWait { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Time between two looks of the diagnosis.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a finding must not have held before its incident is over, and the health check healthy again.</summary>
    public TimeSpan Quiet { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long executors may go on with what they took when the host stops; what they did not run by then is logged.</summary>
    public TimeSpan DrainWithin { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Who can tell the stacks of this process, such as <c>SelfStackSource</c> of Unjam.SelfStacks; null: blocking calls are named only where the runtime tells them.</summary>
    public IStackSource? Stacks { get; set; }
}
