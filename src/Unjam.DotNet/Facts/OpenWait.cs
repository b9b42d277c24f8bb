using Unjam.DotNet.Events;
using Unjam.Model;

namespace Unjam.DotNet.Facts;

/// <summary>A managed wait, or the wait for a lock, that has begun and not ended. Its thread stands at <see cref="Stack"/> until it does.</summary>
/// <remarks>It belongs to <see cref="OpenWaits"/> and is good until that takes the next event.</remarks>
public sealed class OpenWait
{
    private readonly OpenWaits all;
    private readonly Layer contention = new();
    private readonly Layer wait = new();
    private ulong lockId;
    private long owner;

    internal OpenWait(OpenWaits all) => this.all = all;

    /// <summary>The native id of the thread, as the process sees it.</summary>
    public long Thread { get; internal set; }

    /// <summary>Tells waits from each other: what was made of <see cref="Stack"/> is good while this is the same.</summary>
    public long Number => Inner.Number;

    /// <summary>When it began. A lock that was not got at the first wake-up is still the same wait.</summary>
    public Moment Began => contention.IsOpen && (!wait.IsOpen || contention.Began < wait.Began) ? contention.Began : wait.Began;

    /// <summary>By which kind of call.</summary>
    public WaitSource Source { get; private set; }

    /// <summary>Address of the object that is waited on, when the wait began; 0 when there is none. Collections move objects.</summary>
    public ulong On { get; private set; }

    /// <summary>It is a wait for a lock (<c>lock</c>, <c>Monitor.Enter</c>, <c>System.Threading.Lock</c>).</summary>
    public bool IsLock => contention.IsOpen;

    /// <summary>Identity of the lock; 0 when it is none.</summary>
    public ulong Lock => contention.IsOpen ? lockId : 0;

    /// <summary>The native id, as the process sees it, of the thread that holds the lock; 0 when that is not known. It is the one that got it last since
    /// this wait began, of those that waited, or else the one that held it then.</summary>
    public long Owner => contention.IsOpen ? all.OwnerOf(lockId, contention.Began, owner) : 0;

    /// <summary>Where its thread stands, leaf first.</summary>
    public ReadOnlySpan<ulong> Stack => Inner.Stack;

    internal bool IsOpen => contention.IsOpen || wait.IsOpen;

    private Layer Inner => wait.IsOpen ? wait : contention;

    internal void BeginLock(long number, Moment at, in ContentionBegan began, ReadOnlySpan<ulong> stack)
    {
        // whatever was waited for before is over, also when its end was lost
        wait.IsOpen = false;
        contention.Begin(number, at, stack);
        (lockId, owner, Source, On) = (began.Lock, Math.Max(0, began.Owner), WaitSource.Unknown, 0);
    }

    internal void BeginWait(long number, Moment at, in WaitBegan began, ReadOnlySpan<ulong> stack)
    {
        wait.Begin(number, at, stack);
        (Source, On) = (began.Source, began.On);
    }

    internal void EndLock() => contention.IsOpen = wait.IsOpen = false;

    internal void EndWait() => wait.IsOpen = false;

    private sealed class Layer
    {
        private ulong[] addresses = [];
        private int depth;

        public bool IsOpen { get; set; }

        public long Number { get; private set; }

        public Moment Began { get; private set; }

        public ReadOnlySpan<ulong> Stack => addresses.AsSpan(0, depth);

        public void Begin(long number, Moment at, ReadOnlySpan<ulong> stack)
        {
            (IsOpen, Number, Began, depth) = (true, number, at, Math.Min(stack.Length, OpenWaits.DeepestStack));
            if (addresses.Length < depth)
                addresses = new ulong[depth];
            stack[..depth].CopyTo(addresses);
        }
    }
}
