using System.Buffers.Text;
using System.Globalization;
using Unjam.Model;

namespace Unjam.Executors;

/// <summary>The threads of the shared pool as the kernel lists them: the runtime names them <c>.NET TP Worker</c>.</summary>
/// <remarks>The name is set by <c>PortableThreadPool.WorkerThread</c> and has 14 of the 15 bytes that <c>comm</c> keeps; .NET 7 to 10.</remarks>
internal sealed class WorkerThreads(string tasks = "/proc/self/task")
{
    /// <summary>What the runtime calls them.</summary>
    public const string Name = ".NET TP Worker";

    private readonly List<(int Thread, KernelState State)> found = [];

    /// <summary>Reads the state of each; null where there is no such list.</summary>
    public WorkerTally? Tally()
    {
        if (!Scan(withCalls: false))
            return null;
        var sleeping = 0;
        var delay = TimeSpan.Zero;
        foreach (var (_, state) in found)
        {
            sleeping += state.State == 'R' ? 0 : 1;
            delay += state.RunDelay;
        }

        return new WorkerTally(found.Count, sleeping, delay);
    }

    /// <summary>Each with its native id and what the kernel says of it; empty where there is no such list.</summary>
    public IReadOnlyList<(int Thread, KernelState State)> List() => Scan(withCalls: true) ? found : [];

    /// <summary>The native ids of all.</summary>
    public IReadOnlySet<int> Ids() => Scan(withCalls: false) ? found.Select(each => each.Thread).ToHashSet() : [];

    private bool Scan(bool withCalls)
    {
        found.Clear();
        if (!Directory.Exists(tasks))
            return false;
        Span<byte> text = stackalloc byte[512];
        foreach (var folder in Directory.EnumerateDirectories(tasks))
        {
            if (!int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var thread))
                continue;
            var stat = Read(folder + "/stat", text);
            if (!IsWorker(stat, out var state))
                continue;
            var (onCpu, delay) = Times(Read(folder + "/schedstat", text));
            var (call, argument) = withCalls ? Call(Read(folder + "/syscall", text)) : (-2, 0);
            found.Add((thread, new KernelState(state, call, argument, onCpu, delay, false)));
        }

        return true;
    }

    // "4711 (.NET TP Worker) S …": a name may hold brackets, the last one ends it
    private static bool IsWorker(ReadOnlySpan<byte> stat, out char state)
    {
        state = '\0';
        var open = stat.IndexOf((byte)'(');
        var close = stat.LastIndexOf((byte)')');
        if (open < 0 || close < open || close + 2 >= stat.Length || !stat[(open + 1)..close].SequenceEqual(".NET TP Worker"u8))
            return false;
        state = (char)stat[close + 2];
        return true;
    }

    // nanoseconds on a CPU, nanoseconds runnable without one, times it was put on one
    private static (TimeSpan OnCpu, TimeSpan Delay) Times(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long onCpu, out var used) && used < text.Length && Utf8Parser.TryParse(text[(used + 1)..], out long delay, out _)
            ? (TimeSpan.FromTicks(onCpu / 100), TimeSpan.FromTicks(delay / 100))
            : default;

    // "202 0x7f00 …", "-1 0x…" outside a call, or "running"
    private static (long Call, ulong Argument) Call(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("running"u8))
            return (-1, 0);
        if (!Utf8Parser.TryParse(text, out long call, out var used))
            return (-2, 0);
        var rest = text[used..];
        return rest.StartsWith(" 0x"u8) && Utf8Parser.TryParse(rest[3..], out ulong argument, out _, 'x') ? (call, argument) : (call, 0);
    }

    private static ReadOnlySpan<byte> Read(string path, Span<byte> into)
    {
        try
        {
            // shared in every way: no file lock is taken
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return into[..RandomAccess.Read(file, into, 0)];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return []; // the thread has ended meanwhile, or the kernel hides this file: such a thread is not counted
        }
    }
}
