using Unjam.Memory;
using Unjam.Python.Layouts;

namespace Unjam.Python.Kernel;

/// <summary>Finds the kernel's number of a Python thread, as seen from here.</summary>
/// <remarks>
/// Since 3.11 the thread state keeps it, as the target's own pid namespace counts. Before, it is an int inside glibc's struct pthread, whose
/// offset (720 on x86-64 in every glibc from 2.31 to 2.43) is found in the main thread's, where it must be the process's own number.
/// </remarks>
internal sealed class NativeIds(Layout layout, IMemory target, ThreadNumbers numbers)
{
    /// <summary>How much of a struct pthread is searched.</summary>
    private const int Searched = 1024;

    private readonly Dictionary<(ulong Ident, int Inner), int> known = [];
    private int offset = -1;

    /// <summary>The number of a thread; 0 when it cannot be found.</summary>
    /// <param name="ident">Its pthread_t.</param>
    /// <param name="inner">Its number in the target's own namespace, where the runtime keeps it.</param>
    public int Of(ulong ident, int inner)
    {
        if (known.TryGetValue((ident, inner), out var number))
            return number;
        if (known.Count > 2 * 8192)
            known.Clear();
        return known[(ident, inner)] = numbers.Translate(layout.Thread.NativeId >= 0 ? inner : FromPthread(ident)) ?? 0;
    }

    /// <summary>Finds where struct pthread keeps the number: in the thread that is the process itself.</summary>
    /// <param name="idents">The pthread_t of every thread.</param>
    public void Learn(IEnumerable<ulong> idents)
    {
        if (layout.Thread.NativeId >= 0 || offset >= 0)
            return;
        var words = new int[Searched / 4];
        foreach (var ident in idents)
        {
            var range = new MemoryRange(new Address(ident), Searched);
            if (target.Read(new ReadOnlySpan<MemoryRange>(in range), System.Runtime.InteropServices.MemoryMarshal.AsBytes(words.AsSpan())) != 1)
                continue;
            var index = Array.IndexOf(words, numbers.Process);
            if (index < 0)
                continue;
            offset = index * 4;
            known.Clear();
            return;
        }
    }

    private int FromPthread(ulong ident)
    {
        if (offset < 0)
            return 0;
        Span<byte> bytes = stackalloc byte[4];
        var range = new MemoryRange(new Address(ident) + offset, 4);
        return target.Read(new ReadOnlySpan<MemoryRange>(in range), bytes) == 1 ? BitConverter.ToInt32(bytes) : 0;
    }
}
