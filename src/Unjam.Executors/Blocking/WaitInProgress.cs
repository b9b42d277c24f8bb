using System.Diagnostics;
using Unjam.Model;

namespace Unjam.Executors;

/// <summary>A synchronous wait that was not over at once, with the stack that its thread had as it began.</summary>
/// <param name="trace">Leaf first; what the runtime calls before its own wait counts.</param>
/// <param name="beganAt">When it began, a timestamp of the context's clock.</param>
internal sealed class WaitInProgress(StackTrace trace, long beganAt)
{
    private NamedStack? named;

    /// <summary>When the thread began to wait: a timestamp of the clock of the context.</summary>
    public long BeganAt { get; } = beganAt;

    /// <summary>It waits to enter a lock that another thread holds: <c>Monitor</c>, <c>Lock</c>, <c>ReaderWriterLockSlim</c>.</summary>
    public bool IsLock { get; } = NamedStack.IsLock(trace);

    /// <summary>No managed code asked for it: the runtime waits for itself, as a thread ends for example.</summary>
    public bool IsOfTheRuntime => trace.FrameCount == 0;

    /// <summary>What the program called, such as <c>Task.Wait</c>.</summary>
    public string Call => Named.Call;

    /// <summary>The function of the program that called it, such as <c>Shop.Orders.LoadAsync</c>; the call itself where no frame is the program's.</summary>
    public string Caller => Named.Caller;

    /// <summary>The stack in the words of a snapshot, leaf first.</summary>
    public Stack Stack => Named.Stack;

    // names cost some ten microseconds: they are made by whoever asks first, mostly on another thread
    private NamedStack Named => named ??= NamedStack.Of(trace);
}
