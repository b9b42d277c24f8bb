using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace Unjam.Memory;

/// <summary>Reads what the kernel counts for one process, through files of <c>/proc</c> that stay open: they are bound to the process and outlive the reuse of its number.</summary>
public sealed class ProcessMeterSight : IDisposable
{
    // /proc counts in hundredths of a second on every Linux, whatever the kernel's own tick is (proc(5), sysconf(_SC_CLK_TCK)).
    private const long TicksPerSecond = 100;
    private const int ThreadsField = 20;
    private const int UserTimeField = 14;
    private const int SystemTimeField = 15;
    private const int BlockWaitField = 42;

    private readonly ProcessDirectory directory;
    private readonly SafeFileHandle stat;
    private readonly SafeFileHandle memory;
    private readonly ThreadSwitches switches;
    private readonly bool countsBlockWait;

    private ProcessMeterSight(ProcessDirectory directory)
    {
        this.directory = directory;
        stat = directory.OpenFile("stat");
        memory = directory.OpenFile("statm");
        switches = new ThreadSwitches(directory);
        countsBlockWait = DelayAccounting.IsOn;
    }

    /// <summary>Opens the files of a process.</summary>
    /// <exception cref="MemoryGoneException">There is no such process.</exception>
    /// <exception cref="UnauthorizedAccessException">It is hidden from us.</exception>
    public static ProcessMeterSight Open(int pid) => new(ProcessDirectory.Open(pid));

    /// <summary>Whether the process has ended.</summary>
    public bool HasEnded => directory.HasEnded;

    /// <summary>Reads the counts: two system calls, and three for each thread.</summary>
    /// <returns>False when the process has ended.</returns>
    public bool TryRead(out ProcessCounts counts)
    {
        counts = default;
        Span<byte> text = stackalloc byte[1024];
        Span<long> fields = stackalloc long[BlockWaitField + 1];
        if (directory.HasEnded || !TryFields(Read(stat, text), fields))
            return false;
        var cpu = Ticks(fields[UserTimeField] + fields[SystemTimeField]);
        TimeSpan? ioWait = countsBlockWait ? Ticks(fields[BlockWaitField]) : null;
        var resident = ResidentPages(Read(memory, text)) * Environment.SystemPageSize;
        var (voluntary, involuntary) = switches.Read();
        counts = new ProcessCounts(cpu, resident, (int)fields[ThreadsField], ioWait, voluntary, involuntary);
        return true;
    }

    public void Dispose()
    {
        stat.Dispose();
        memory.Dispose();
        directory.Dispose();
    }

    /// <summary>The numbers of a line of <c>/proc/PID/stat</c> by their field, the fourth and up; the name before them may hold anything and ends at the last parenthesis.</summary>
    internal static bool TryFields(ReadOnlySpan<byte> line, Span<long> fields)
    {
        fields.Clear();
        var rest = line[(line.LastIndexOf((byte)')') + 1)..];
        if (rest.Length < 3 || rest.Length == line.Length)
            return false;
        rest = rest[2..]; // the state is a letter
        for (var field = 4; field < fields.Length; field++)
        {
            if (rest.IsEmpty || rest[0] != ' ')
                return false;
            // some fields are unsigned and larger than any count: they are none of ours
            var word = rest[1..];
            var length = word.IndexOfAny(" \n"u8) is var end and >= 0 ? end : word.Length;
            _ = Utf8Parser.TryParse(word[..length], out fields[field], out _);
            rest = word[length..];
        }

        return true;
    }

    private static long ResidentPages(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf((byte)' ');
        return at >= 0 && Utf8Parser.TryParse(text[(at + 1)..], out long pages, out _) ? pages : 0;
    }

    private static TimeSpan Ticks(long ticks) => TimeSpan.FromTicks(ticks * (TimeSpan.TicksPerSecond / TicksPerSecond));

    private static ReadOnlySpan<byte> Read(SafeFileHandle file, Span<byte> into)
        => file.IsInvalid ? default : into[..(int)Math.Max(0, LibC.Read(file, into, 0))];
}
