using System.Buffers.Binary;
using Unjam.Memory;

namespace Unjam.Python.Layouts;

/// <summary>The target's own <c>.AsyncioDebug</c> (3.14+): where asyncio keeps tasks and the running loop. Source: <c>Py_AsyncioModuleDebugOffsets</c> in Modules/_asynciomodule.c.</summary>
internal sealed record AsyncioOffsets(
    int TaskName, int TaskAwaitedBy, int TaskAwaitedByIsSet, int TaskCoroutine, int TaskNode, int InterpreterTasks, int RunningLoop, int RunningTask, int ThreadTasks)
{
    private const int Entries = 13;

    /// <summary>Reads and checks the table.</summary>
    /// <exception cref="UnreadableException">It is not readable or makes no sense.</exception>
    public static AsyncioOffsets Read(IMemory memory, Address at)
    {
        Span<byte> bytes = stackalloc byte[Entries * 8];
        memory.Bytes(at, bytes);
        Span<int> entries = stackalloc int[Entries];
        for (var i = 0; i < Entries; i++)
        {
            var value = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * 8)..]);
            if (value > 1 << 20)
                throw new UnreadableException($"the table .AsyncioDebug at {at} says {value}");
            entries[i] = (int)value;
        }

        // order: task.size name awaited_by is_task awaited_by_is_set coro node | interp.size tasks_head | thread.size running_loop running_task tasks_head
        var (task, interpreter, thread) = (entries[0], entries[7], entries[9]);
        for (var i = 1; i <= 6; i++)
            Check(entries[i] < task, at);
        Check(entries[8] < interpreter && entries[10] < thread && entries[11] < thread && entries[12] < thread, at);
        return new AsyncioOffsets(entries[1], entries[2], entries[4], entries[5], entries[6], entries[8], entries[10], entries[11], entries[12]);
    }

    private static void Check(bool holds, Address at)
    {
        if (!holds)
            throw new UnreadableException($"the table .AsyncioDebug at {at} contradicts itself");
    }
}
