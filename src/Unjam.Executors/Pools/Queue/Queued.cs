namespace Unjam.Executors;

/// <summary>A place in the queue as it was read.</summary>
/// <param name="Work">An <see cref="IItem"/> of ours or an <see cref="IWork"/> of the user.</param>
/// <param name="Submitted">When it was submitted, in nanoseconds.</param>
/// <param name="Serial">Its number among all that was submitted to the executor.</param>
/// <param name="Gap">Nanoseconds since the item before it was submitted; negative when that is not known.</param>
internal readonly record struct Queued(object Work, long Submitted, long Serial, long Gap);
