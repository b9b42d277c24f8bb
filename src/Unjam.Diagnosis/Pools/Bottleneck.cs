namespace Unjam.Diagnosis;

/// <summary>What limits a pool whose workers are all busy. More workers help only where there is no other limit.</summary>
internal enum Bottleneck
{
    /// <summary>The workers wait each for themselves: their number is the limit.</summary>
    Workers,

    /// <summary>They compute: the interpreter's lock, or the CPUs, are the limit.</summary>
    Computing,

    /// <summary>They wait for one lock, queue or connection pool.</summary>
    SharedWait,

    /// <summary>They wait for results of other work.</summary>
    Results,

    /// <summary>They wait for clients that are slow to send their requests.</summary>
    Clients,
}
