using System.Buffers.Text;
using System.Text;

namespace Unjam.Memory;

/// <summary>What <c>/proc/PID/stat</c> says of a process or a thread.</summary>
/// <param name="State">R, S, D, T (stopped by a signal), t (traced), Z (zombie), X (dead), I (idle kernel thread).</param>
/// <param name="Parent">Process id of its parent.</param>
/// <param name="Flags">The kernel's <c>PF_*</c> flags.</param>
/// <param name="Threads">How many threads the process has.</param>
/// <param name="StartTime">When it began, in clock ticks since boot (field 22): with the pid, its identity.</param>
public readonly record struct ProcessStat(char State, int Parent, ulong Flags, int Threads, ulong StartTime)
{
    private const ulong KernelThreadFlag = 0x20_0000;

    /// <summary>Whether it is a thread of the kernel: it has no memory of its own.</summary>
    public bool IsKernelThread => (Flags & KernelThreadFlag) != 0;

    /// <summary>Parses the line. The name in it may hold spaces, parentheses and newlines: it ends at the last parenthesis.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out ProcessStat stat)
    {
        stat = default;
        var close = line.LastIndexOf((byte)')');
        if (close < 0 || close + 2 >= line.Length)
            return false;
        var rest = line[(close + 2)..];
        var state = (char)rest[0];
        rest = rest[1..];
        Span<ulong> fields = stackalloc ulong[23];
        fields.Clear();
        for (var field = 4; field <= 22; field++)
        {
            if (!TryNext(ref rest, out fields[field]))
                return false;
        }

        stat = new ProcessStat(state, unchecked((int)fields[4]), fields[9], unchecked((int)fields[20]), fields[22]);
        return true;
    }

    /// <summary>The name in the line, between its first and its last parenthesis; at most 15 bytes for anything but kernel threads.</summary>
    public static string Name(ReadOnlySpan<byte> line)
    {
        var open = line.IndexOf((byte)'(');
        var close = line.LastIndexOf((byte)')');
        return open < 0 || close < open ? "" : Encoding.UTF8.GetString(line[(open + 1)..close]);
    }

    private static bool TryNext(ref ReadOnlySpan<byte> rest, out ulong value)
    {
        value = 0;
        if (rest.IsEmpty || rest[0] != ' ')
            return false;
        rest = rest[1..];
        if (!Utf8Parser.TryParse(rest, out ulong number, out var used))
        {
            // some fields are negative, such as the terminal's process group or the niceness
            if (!Utf8Parser.TryParse(rest, out long negative, out used))
                return false;
            number = unchecked((ulong)negative);
        }

        value = number;
        rest = rest[used..];
        return true;
    }
}
