using System.Buffers.Binary;
using Unjam.Memory;
using Unjam.Python.Layouts;

namespace Unjam.Python.Interpreter;

/// <summary>
/// Follows a thread's frames from the innermost to the root: on the data stack (3.11+), in coroutines, on the C stack, or as
/// heap objects (≤ 3.10). Whole chunks of the data stack are read at once, older chunks when the chain leads there.
/// </summary>
internal sealed class FrameWalk(Layout layout, PrefetchedMemory memory)
{
    /// <summary>Python's own default limit is 1,000; programs that raise it rarely go beyond this.</summary>
    public const int MostFrames = 20_000;

    /// <summary>A chunk is 16 KiB unless one frame needs more.</summary>
    private const int LargestChunk = 1 << 20;

    private const int MostChunks = 4096;

    private readonly int headerStart = layout.Frame.AreHeapObjects ? layout.Frame.Previous : 0;
    private readonly int headerLength = layout.Frame.AreHeapObjects ? layout.Frame.Instruction + 8 - layout.Frame.Previous : layout.Frame.Locals;
    private readonly List<(Address Start, int Length, int Place)> chunks = [];
    private readonly byte[] single = new byte[256];
    private byte[] stack = new byte[16 << 10];
    private int loaded;
    private Address older;
    private Address next;
    private int count;

    /// <summary>The frame that <see cref="Next"/> has come to.</summary>
    public Address Frame { get; private set; }

    /// <summary>Its code object.</summary>
    public Address Code { get; private set; }

    /// <summary>Its instruction field.</summary>
    public ulong Instruction { get; private set; }

    /// <summary>Whether the walk ended because there are too many frames, not at the root.</summary>
    public bool IsCut => count >= MostFrames;

    /// <summary>Goes to the innermost frame of a thread.</summary>
    public void Begin(Address thread)
    {
        chunks.Clear();
        loaded = 0;
        count = 0;
        var at = layout.Thread;
        older = Address.Null;
        if (!layout.Frame.AreHeapObjects)
            LoadUsed(memory.Pointer(thread + at.StackChunk), memory.Pointer(thread + at.StackTop));
        next = at.CFrame < 0
            ? memory.Pointer(thread + at.Frame)
            : Through(memory.Pointer(thread + at.CFrame));
    }

    /// <summary>Goes on from a frame that is not on a thread's stack: the one of a suspended coroutine. Only that frame is read.</summary>
    public void BeginAt(Address frame)
    {
        chunks.Clear();
        count = 0;
        older = Address.Null;
        next = frame;
    }

    /// <summary>Goes to the next older frame of the program; frames of the interpreter itself are passed over.</summary>
    /// <returns>False at the root, or when <see cref="IsCut"/>.</returns>
    public bool Next()
    {
        var at = layout.Frame;
        while (!next.IsNull && count++ < MostFrames)
        {
            Frame = PlausibleFrame(next);
            var header = Header(Frame);
            Code = new Address(Word(header, at.Code) & at.ReferenceMask);
            next = new Address(Word(header, at.Previous));
            if (at.Owner >= 0 && header[at.Owner] >= at.FirstInternalOwner && at.FirstInternalOwner >= 0)
                continue;
            Instruction = at.AreHeapObjects
                ? BinaryPrimitives.ReadUInt32LittleEndian(header[(at.Instruction - headerStart)..])
                : Word(header, at.Instruction);
            return true;
        }

        return false;
    }

    private static Address PlausibleFrame(Address frame) =>
        frame.IsPlausibleObject ? frame : throw new UnreadableException($"no frame can be at {frame}");

    private Address Through(Address cframe) => cframe.IsNull ? cframe : memory.Pointer(cframe + layout.Thread.CFrameCurrent);

    private ulong Word(ReadOnlySpan<byte> header, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(header[(offset - headerStart)..]);

    private ReadOnlySpan<byte> Header(Address frame)
    {
        while (true)
        {
            foreach (var (start, length, place) in chunks)
            {
                var offset = frame - start;
                if (offset >= 0 && offset + headerLength <= length)
                    return stack.AsSpan(place + (int)offset, headerLength);
            }

            if (!LoadOlderWith(frame))
                break;
        }

        var header = single.AsSpan(0, headerLength);
        memory.Bytes(frame + headerStart, header);
        return header;
    }

    /// <summary>Loads the next older chunk when the frame lies in it.</summary>
    private bool LoadOlderWith(Address frame)
    {
        if (older.IsNull || chunks.Count >= MostChunks)
            return false;
        var at = layout.Thread;
        var size = memory.Int64(older + at.ChunkSize);
        if (size is < 24 or > LargestChunk || frame < older || frame - older >= size)
            return false;
        var used = memory.Int64(older + at.ChunkTop) * 8;
        if (used < 0 || used + at.ChunkFirst > size)
            throw new UnreadableException("the data stack is damaged");
        LoadUsed(older, older + at.ChunkFirst + used);
        return true;
    }

    /// <summary>Reads a chunk from its head to the end of what is used of it.</summary>
    private void LoadUsed(Address chunk, Address top)
    {
        if (chunk.IsNull)
            return;
        var length = top - chunk;
        if (!chunk.IsPlausibleObject || length < layout.Thread.ChunkFirst || length > LargestChunk)
            throw new UnreadableException("the data stack is damaged");
        if (loaded + length > stack.Length)
            Array.Resize(ref stack, Math.Max(stack.Length * 2, loaded + (int)length));
        memory.Bytes(chunk, stack.AsSpan(loaded, (int)length));
        older = new Address(BinaryPrimitives.ReadUInt64LittleEndian(stack.AsSpan(loaded + layout.Thread.ChunkPrevious)));
        chunks.Add((chunk, (int)length, loaded));
        loaded += (int)length;
    }
}
