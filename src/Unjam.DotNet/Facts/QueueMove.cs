using Unjam.Model;

namespace Unjam.DotNet.Facts;

/// <summary>An item was put into the queue of the shared pool, or taken out of it.</summary>
/// <param name="At">When.</param>
/// <param name="IsTaken">It was taken.</param>
public readonly record struct QueueMove(Moment At, bool IsTaken);
