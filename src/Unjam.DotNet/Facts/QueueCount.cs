using Unjam.Model;

namespace Unjam.DotNet.Facts;

/// <summary>How many items the runtime counted in the queue of its shared pool.</summary>
/// <param name="Queued">Items that waited.</param>
/// <param name="From">They were counted after this.</param>
/// <param name="At">They were counted before this: the runtime may be interrupted between counting and saying so.</param>
public readonly record struct QueueCount(int Queued, Moment From, Moment At);
