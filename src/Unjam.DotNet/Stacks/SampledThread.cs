using Unjam.Model;

namespace Unjam.DotNet.Stacks;

/// <summary>A managed thread and what it executed.</summary>
/// <param name="NativeId">The kernel's id of the thread, as the process itself sees it.</param>
/// <param name="Stack">Its managed frames, leaf first.</param>
/// <param name="IsCut">The stack is deeper than the runtime writes (100 frames): its oldest frames are missing.</param>
public readonly record struct SampledThread(long NativeId, Stack Stack, bool IsCut);
