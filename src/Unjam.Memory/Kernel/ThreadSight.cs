using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace Unjam.Memory;

/// <summary>Looks at one thread through files of <c>/proc</c> that stay open: they are bound to the thread and outlive the reuse of its number. A look allocates nothing.</summary>
public sealed class ThreadSight : IDisposable
{
    private readonly SafeFileHandle stat;
    private readonly SafeFileHandle call;
    private readonly SafeFileHandle schedule;

    private ThreadSight(int id, SafeFileHandle stat, SafeFileHandle call, SafeFileHandle schedule)
    {
        Id = id;
        this.stat = stat;
        this.call = call;
        this.schedule = schedule;
    }

    /// <summary>The thread's number as seen from here.</summary>
    public int Id { get; }

    /// <summary>Opens the files of a thread; null when it has ended.</summary>
    public static ThreadSight? Open(ProcessDirectory directory, int thread)
    {
        var stat = directory.OpenFile($"task/{thread}/stat");
        if (!stat.IsInvalid)
            return new ThreadSight(thread, stat, directory.OpenFile($"task/{thread}/syscall"), directory.OpenFile($"task/{thread}/schedstat"));
        stat.Dispose();
        return null;
    }

    /// <summary>Asks the kernel: three system calls, about five microseconds.</summary>
    /// <returns>False when the thread has ended.</returns>
    public bool TryLook(out ThreadActivity activity)
    {
        Span<byte> text = stackalloc byte[1024];
        if (!ProcessStat.TryParse(Read(stat, text), out var status))
        {
            activity = default;
            return false;
        }

        var state = status.State;
        var (number, argument) = ParseCall(Read(call, text));
        var times = Read(schedule, text);
        activity = TryNumber(ref times, out var onCpu) && TryNumber(ref times, out var delay) && TryNumber(ref times, out var slices)
            ? new ThreadActivity(state, number, argument, onCpu, delay, slices)
            : new ThreadActivity(state, number, argument, -1, -1, -1);
        return true;
    }

    /// <summary>Asks only how often it was picked to run: one system call, about two microseconds. A thread that slept and was not picked since still sleeps.</summary>
    /// <returns>False when the thread has ended, or the kernel does not say.</returns>
    public bool TryTimeslices(out long timeslices)
    {
        Span<byte> text = stackalloc byte[128];
        var times = Read(schedule, text);
        timeslices = -1;
        return TryNumber(ref times, out _) && TryNumber(ref times, out _) && TryNumber(ref times, out timeslices);
    }

    public void Dispose()
    {
        stat.Dispose();
        call.Dispose();
        schedule.Dispose();
    }

    /// <summary>Parses <c>/proc/PID/task/TID/syscall</c>: <c>running</c>, or the number with its arguments, or −1.</summary>
    internal static (long Number, ulong Argument0) ParseCall(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("running"u8))
            return (ThreadActivity.OutsideSystemCall, 0);
        if (!Utf8Parser.TryParse(text, out long number, out var used))
            return (ThreadActivity.UnknownSystemCall, 0);
        if (number < 0)
            return (ThreadActivity.OutsideSystemCall, 0);
        text = text[used..];
        return text.StartsWith(" 0x"u8) && Utf8Parser.TryParse(text[3..], out ulong argument, out _, 'x')
            ? (number, argument)
            : (ThreadActivity.UnknownSystemCall, 0);
    }

    private static ReadOnlySpan<byte> Read(SafeFileHandle file, Span<byte> into)
        => file.IsInvalid ? default : into[..(int)Math.Max(0, LibC.Read(file, into, 0))];

    private static bool TryNumber(ref ReadOnlySpan<byte> text, out long number)
    {
        text = text.TrimStart((byte)' ');
        var isNumber = Utf8Parser.TryParse(text, out number, out var used);
        text = text[used..];
        return isNumber;
    }
}
