namespace Unjam.Model;

/// <summary>The implementation of an event loop.</summary>
public enum LoopKind
{
    Asyncio,
    Uvloop,

    /// <summary>An <c>EventLoop</c> of Unjam.Executors.</summary>
    EventLoop,

    /// <summary>Any synchronization context of a .NET program that is watched from inside: a user interface's, a game's.</summary>
    SynchronizationContext,
}
