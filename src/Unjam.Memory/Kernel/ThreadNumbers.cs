using System.Buffers.Text;

namespace Unjam.Memory;

/// <summary>
/// Translates thread numbers: a runtime knows its threads by their number in its own pid namespace, <c>/proc</c> by the number in ours.
/// Source: the line <c>NSpid</c> of <c>/proc/PID/task/TID/status</c>, outermost namespace first.
/// </summary>
public sealed class ThreadNumbers
{
    private const int MostThreads = 65_536;

    private readonly ProcessDirectory directory;
    private readonly Dictionary<int, int> outer = [];
    private readonly bool isSame;

    public ThreadNumbers(ProcessDirectory directory)
    {
        this.directory = directory;
        Span<byte> text = stackalloc byte[4096];
        isSame = !TryParse(directory.Read("status", text), out _, out var innermost, out var depth) || depth == 1;
        Process = isSame ? directory.Pid : innermost;
    }

    /// <summary>The number of the process in its own namespace.</summary>
    public int Process { get; }

    /// <summary>Whether the process lives in our own pid namespace, so that numbers need no translation.</summary>
    public bool AreOurs => isSame;

    /// <summary>Our number of a thread that the target knows by <paramref name="inner"/>; null when it has no such thread.</summary>
    /// <remarks>Looks through all threads when it is new: some ten microseconds each.</remarks>
    public int? Translate(int inner)
    {
        if (isSame)
            return inner;
        if (outer.TryGetValue(inner, out var known))
            return known;
        Fill();
        return outer.TryGetValue(inner, out known) ? known : null;
    }

    /// <summary>Forgets all: numbers may have been used again since.</summary>
    public void Forget() => outer.Clear();

    internal static bool TryParse(ReadOnlySpan<byte> status, out int outermost, out int innermost, out int depth)
    {
        outermost = innermost = depth = 0;
        var at = status.IndexOf("\nNSpid:"u8);
        if (at < 0)
            return false;
        var line = status[(at + 7)..];
        while (line is [(byte)'\t', ..] && Utf8Parser.TryParse(line[1..], out int number, out var used))
        {
            if (depth++ == 0)
                outermost = number;
            innermost = number;
            line = line[(used + 1)..];
        }

        return depth > 0;
    }

    private void Fill()
    {
        outer.Clear();
        Span<byte> text = stackalloc byte[4096];
        foreach (var thread in directory.Threads().Take(MostThreads))
        {
            if (TryParse(directory.Read($"task/{thread}/status", text), out _, out var innermost, out _))
                outer[innermost] = thread;
        }
    }
}
