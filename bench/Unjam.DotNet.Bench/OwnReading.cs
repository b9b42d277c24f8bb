using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Stacks;

namespace Unjam.DotNet.Bench;

/// <summary>Reads with the reader of Unjam.</summary>
internal static class OwnReading
{
    /// <summary>Hands every event on.</summary>
    public static long Events(Recorded stream)
    {
        var count = new Count();
        new NettraceReader().Read(new MemoryStream(stream.Bytes), count);
        return count.Events;
    }

    /// <summary>What each thread executed last, with the names of all frames.</summary>
    public static IReadOnlyDictionary<long, string> Stacks(Recorded stream)
    {
        var burst = new StackBurst();
        var end = new NettraceReader().Read(new MemoryStream(stream.Bytes), burst);
        return burst.Threads(end).ToDictionary(thread => thread.NativeId, thread => string.Join('<', thread.Stack.Frames.Select(frame => frame.Function.Name)));
    }

    private sealed class Count : INettraceReceiver
    {
        public long Events { get; private set; }

        public void Begin(in TraceStart start)
        {
        }

        public void Take(in NettraceEvent happened) => Events++;
    }
}
