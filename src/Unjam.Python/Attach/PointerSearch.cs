using System.Runtime.InteropServices;
using Unjam.Memory;
using Unjam.Python.Layouts;

namespace Unjam.Python.Attach;

/// <summary>
/// Finds the <c>_PyRuntime</c> of a Python that neither names nor describes it: the variable that points to an interpreter whose
/// thread points back to it, followed by a pointer to the main interpreter, in a runtime that says it is initialised.
/// </summary>
internal sealed class PointerSearch(IMemory memory, MemoryMaps maps, LayoutRow row)
{
    private const int MostData = 16 * 1024 * 1024;
    private const int Batch = 256;

    private readonly int headOffset = row["runtime.interpreters_head"];
    private readonly MemoryRange[] ranges = new MemoryRange[Batch];
    private readonly ulong[] values = new ulong[Batch];
    private readonly Address[] slots = new Address[Batch];

    public Address? Find(ElfImage image)
    {
        foreach (var data in image.DataRanges(MostData))
        {
            if (Find(data) is { } runtime)
                return runtime;
        }

        return null;
    }

    private Address? Find(MemoryRange data)
    {
        var words = new ulong[data.Length / 8];
        if (memory.Read([new MemoryRange(data.Start, words.Length * 8)], MemoryMarshal.AsBytes(words.AsSpan())) != 1)
            return null;
        var pending = 0;
        for (var i = 0; i + 1 < words.Length; i++)
        {
            // head and main are neighbours, and with one interpreter they are equal; with more, main is still a pointer
            if (!IsObject(words[i]) || !IsObject(words[i + 1]))
                continue;
            slots[pending] = data.Start + (i * 8L);
            ranges[pending++] = new MemoryRange(new Address(words[i]) + row["interpreter.threads_head"], 8);
            if (pending == Batch && Check(ref pending) is { } runtime)
                return runtime;
        }

        while (pending > 0)
        {
            if (Check(ref pending) is { } runtime)
                return runtime;
        }

        return null;
    }

    /// <summary>Reads what the pending pointers lead to and checks the rest of those that lead to threads.</summary>
    private Address? Check(ref int pending)
    {
        var read = memory.Read(ranges.AsSpan(0, pending), MemoryMarshal.AsBytes(values.AsSpan()));
        for (var i = 0; i < read; i++)
        {
            var interpreter = ranges[i].Start + -row["interpreter.threads_head"];
            if (IsObject(values[i]) && IsRuntime(slots[i] + -headOffset, interpreter, new Address(values[i])))
                return slots[i] + -headOffset;
        }

        // the pointer at which the batch stopped leads nowhere: go on behind it
        var rest = Math.Max(0, pending - read - 1);
        ranges.AsSpan(pending - rest, rest).CopyTo(ranges);
        slots.AsSpan(pending - rest, rest).CopyTo(slots);
        pending = rest;
        return null;
    }

    private bool IsRuntime(Address runtime, Address interpreter, Address thread)
    {
        try
        {
            return memory.Pointer(thread + row["thread.interpreter"]) == interpreter
                && memory.Int32(runtime + row["runtime.initialized"]) == 1
                && memory.Int32(runtime + row["runtime.initialized"] + -4) == 1
                && memory.UInt64(runtime + row["runtime.finalizing"]) is var finalizing && (finalizing == 0 || IsObject(finalizing));
        }
        catch (UnreadableException)
        {
            return false; // not a runtime
        }
    }

    private bool IsObject(ulong value)
        => new Address(value).IsPlausibleObject && maps.TryFind(new Address(value), out var map) && map.May(MapAccess.Read | MapAccess.Write);
}
