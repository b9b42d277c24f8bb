using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>A wait that had begun and not ended when its session last told.</summary>
/// <param name="Thread">Native id of the thread, as the process sees it.</param>
/// <param name="Began">When it began, on our clock.</param>
/// <param name="Stack">Where its thread stands.</param>
/// <param name="IsWhole">All of the stack has a name.</param>
/// <param name="Lock">Identity of the lock that it waits for; 0 when it is none.</param>
/// <param name="Owner">Native id, as the process sees it, of the thread that held that lock; 0 when unknown.</param>
internal readonly record struct WaitSighting(long Thread, Moment Began, Stack Stack, bool IsWhole, ulong Lock, long Owner);
