using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Kernel;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Asyncio;

/// <summary>One uvloop loop, from look to look. It has no Python frames of its own: its clock is libuv's, in milliseconds.</summary>
/// <remarks>Source: uvloop/loop.pyx and libuv's uv.h; see docs/uvloop.md.</remarks>
internal sealed class UvloopSight
{
    private const int MostReady = 1 << 24;

    private readonly PrefetchedMemory memory;
    private readonly PyObjects objects;
    private readonly ReadLog log;
    private readonly Address uv;
    private Loop facts;
    private ulong milliseconds;

    private UvloopSight(PrefetchedMemory memory, PyObjects objects, Address loop, Address uv, int descriptor)
    {
        this.memory = memory;
        this.objects = objects;
        this.uv = uv;
        log = memory.NewLog();
        Address = loop;
        PollDescriptor = descriptor;
    }

    public Address Address { get; }

    /// <summary>The descriptor that the loop waits on.</summary>
    public int PollDescriptor { get; }

    /// <summary>The loop at this address, when it is one of uvloop's; else null.</summary>
    public static UvloopSight? Find(PrefetchedMemory memory, PyObjects objects, Address loop)
    {
        var name = objects.TypeName(objects.TypeOf(loop));
        if (!name.StartsWith("uvloop", StringComparison.Ordinal) && name != "Loop")
            return null;
        var uv = PointsBack(memory, loop, UvloopLayout.Uv);
        for (var word = 2; word < UvloopLayout.SearchedWords && uv.IsNull; word++)
            uv = PointsBack(memory, loop, word * 8);
        return uv.IsNull ? null : new UvloopSight(memory, objects, loop, uv, memory.Int32(uv + UvloopLayout.BackendDescriptor));
    }

    /// <summary>The loop as it is in this look.</summary>
    public Loop Look(StackSight stack, int thread, TargetClock clock, in KernelState kernel)
    {
        if (!memory.IsUnchanged(log))
            Read();
        ref readonly var marks = ref stack.Marks;
        facts = facts with { Thread = thread, Phase = Phase(marks, kernel) };
        return facts.Phase == LoopPhase.Running
            ? facts with { Turn = new Turn(0, clock.At(milliseconds / 1e3), 0, 0, 0) }
            : facts;
    }

    /// <summary>Forgets the loop.</summary>
    public void Drop() => memory.Drop(log);

    private LoopPhase Phase(in Marks marks, in KernelState kernel)
    {
        // waiting for its own descriptor is idle, whatever the stack says
        if (kernel.IsKnown && kernel.SystemCall >= 0 && SystemCalls.IsEventWait(kernel.SystemCall) && kernel.Argument0 == (ulong)PollDescriptor)
            return LoopPhase.Polling;
        if (marks.FramesAboveRunner >= 0)
            return marks.FramesAboveRunner > 0 ? LoopPhase.Running : LoopPhase.Polling;
        if (marks.HasCoroutine)
            return LoopPhase.Running;
        return kernel.IsKnown ? LoopPhase.Running : LoopPhase.Unknown;
    }

    private void Read()
    {
        memory.Record(log);
        var isWhole = false;
        try
        {
            milliseconds = memory.UInt64(uv + UvloopLayout.Time);
            var ready = memory.Pointer(Address + UvloopLayout.Ready);
            facts = new Loop
            {
                Id = Address.Value,
                Kind = LoopKind.Uvloop,
                Thread = 0,
                Coarseness = TimeSpan.FromMilliseconds(4),
                Ready = ready.IsPlausibleObject ? objects.Size(ready, MostReady) : null,
            };
            isWhole = true;
        }
        finally
        {
            memory.Stop(isWhole);
        }
    }

    private static Address PointsBack(PrefetchedMemory memory, Address loop, int offset)
    {
        var candidate = memory.Pointer(loop + offset);
        Span<byte> word = stackalloc byte[8];
        var range = new MemoryRange(candidate, 8);
        return candidate.IsPlausibleObject
            && memory.Read(new ReadOnlySpan<MemoryRange>(in range), word) == 1
            && BitConverter.ToUInt64(word) == loop.Value
            ? candidate
            : Address.Null;
    }
}
