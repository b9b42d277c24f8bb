namespace Unjam.Model;

/// <summary>What a worker runs or a queue holds.</summary>
/// <param name="Id">Identity of the item while it lives; the runtime may reuse it afterwards. 0: no item.</param>
/// <param name="Result">Identity of the future that will carry its result; 0 when it was not read.</param>
/// <param name="Function">What it calls; null when it was not read.</param>
public readonly record struct WorkItem(ulong Id, ulong Result, Function? Function)
{
    /// <summary>Who waits for it; null when that was not read, or nobody does.</summary>
    public Caller? Caller { get; init; }

    /// <summary>When it was submitted, where the runtime keeps that: then waits are exact; else null.</summary>
    public Moment? Submitted { get; init; }

    /// <summary>When a worker began to run it, where the runtime keeps that; else null.</summary>
    public Moment? Began { get; init; }
}
