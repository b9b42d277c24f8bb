namespace Unjam.Executors;

/// <summary>A callback in the queue of a loop.</summary>
/// <param name="Callback">An <see cref="Action"/>, a <see cref="SendOrPostCallback"/>, a <see cref="Task"/> of the loop's scheduler, a <see cref="LoopTimer"/> or an <see cref="ILoopWork"/>.</param>
/// <param name="State">What a <see cref="SendOrPostCallback"/> is called with.</param>
/// <param name="Context">The execution context it was posted in; null where it brings its own.</param>
/// <param name="Posted">When it was posted, or due: a timestamp.</param>
internal readonly record struct LoopItem(object Callback, object? State, ExecutionContext? Context, long Posted);
