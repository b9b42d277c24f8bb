using System.Buffers.Text;

namespace Unjam.Memory;

/// <summary>Sums how often the threads of a process left the CPU. What ended threads had counted when they were last read stays in the sum, so that it never falls.</summary>
/// <remarks>Source: <c>voluntary_ctxt_switches</c> and <c>nonvoluntary_ctxt_switches</c> of <c>/proc/PID/task/TID/status</c>.</remarks>
internal sealed class ThreadSwitches(ProcessDirectory directory)
{
    // Beyond it threads are not counted: a read costs some ten microseconds each.
    private const int MostThreads = 512;

    private readonly byte[] text = new byte[4096];
    private Dictionary<int, (long Voluntary, long Involuntary)> alive = [];
    private Dictionary<int, (long Voluntary, long Involuntary)> before = [];
    private (long Voluntary, long Involuntary) ended;

    public (long Voluntary, long Involuntary) Read()
    {
        (before, alive) = (alive, before);
        alive.Clear();
        foreach (var thread in directory.Threads().Take(MostThreads))
        {
            if (!TryParse(directory.Read($"task/{thread}/status", text), out var now))
                continue;
            // the number was given to another thread meanwhile
            if (before.Remove(thread, out var last) && (now.Voluntary < last.Voluntary || now.Involuntary < last.Involuntary))
                ended = Plus(ended, last);
            alive[thread] = now;
        }

        foreach (var last in before.Values)
            ended = Plus(ended, last);
        before.Clear();
        var sum = ended;
        foreach (var now in alive.Values)
            sum = Plus(sum, now);
        return sum;
    }

    internal static bool TryParse(ReadOnlySpan<byte> status, out (long Voluntary, long Involuntary) counts)
    {
        counts = default;
        return TryNumber(status, "\nvoluntary_ctxt_switches:\t"u8, out counts.Voluntary)
            && TryNumber(status, "\nnonvoluntary_ctxt_switches:\t"u8, out counts.Involuntary);
    }

    private static bool TryNumber(ReadOnlySpan<byte> status, ReadOnlySpan<byte> name, out long number)
    {
        number = 0;
        var at = status.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(status[(at + name.Length)..], out number, out _);
    }

    private static (long, long) Plus((long Voluntary, long Involuntary) one, (long Voluntary, long Involuntary) other)
        => (one.Voluntary + other.Voluntary, one.Involuntary + other.Involuntary);
}
