using Unjam.Model;
using Unjam.Python.Interpreter;

namespace Unjam.Python.Pools;

/// <summary>One thread that serves a queue, from look to look. What it works on is a local of the user's and is not read: its items are told apart by what the queue counts.</summary>
internal sealed class WorkQueueWorker(ulong thread)
{
    private ulong number;
    private int version;
    private WorkItem item;

    /// <summary>Its place among the threads of the look.</summary>
    public int Index { get; private set; }

    /// <summary>It waits for an item, and did so before this look.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>It has taken an item since the look before: it waited then.</summary>
    public bool HasTaken { get; private set; }

    /// <summary>Something of its stack has changed since the look before.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>The look in which its item was first seen.</summary>
    public long Since { get; private set; }

    /// <summary>What it works on; default when it waits.</summary>
    public WorkItem Item => IsWaiting ? default : item;

    /// <summary>Takes the next look.</summary>
    public void See(StackSight stack, int index, long look)
    {
        ref readonly var serving = ref stack.Marks.Serving;
        Index = index;
        HasTaken = !serving.IsWaiting && (IsWaiting || number == 0);
        HasMoved = stack.Version != version;
        IsWaiting = serving.IsWaiting;
        version = stack.Version;
        if (HasTaken)
            Begin(serving.Code!.Function, look);
    }

    /// <summary>It works on another item from this look on.</summary>
    public void Begin(Function consumer, long look)
    {
        Since = look;
        var id = Identity.Of(thread, ++number);
        item = new WorkItem(id, id, consumer);
    }
}
