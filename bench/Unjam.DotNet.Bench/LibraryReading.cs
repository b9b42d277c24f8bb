using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Etlx;

namespace Unjam.DotNet.Bench;

/// <summary>Reads with the library Microsoft.Diagnostics.Tracing.TraceEvent.</summary>
internal static class LibraryReading
{
    private const string Sampler = "Microsoft-DotNETCore-SampleProfiler";

    /// <summary>Hands every event on.</summary>
    public static long Events(Recorded stream)
    {
        var events = 0L;
        using var source = new EventPipeEventSource(new MemoryStream(stream.Bytes));
        source.AllEvents += _ => events++;
        source.Process();
        return events;
    }

    /// <summary>What each thread executed last, with the names of all frames: stacks are named only in the library's own kind of file.</summary>
    public static IReadOnlyDictionary<long, string> Stacks(Recorded stream)
    {
        var file = stream.Path + ".etlx";
        TraceLog.CreateFromEventPipeDataFile(stream.Path, file);
        using var log = new TraceLog(file);
        var last = new Dictionary<long, CallStackIndex>();
        foreach (var happened in log.Events)
        {
            if (happened.ProviderName == Sampler)
                last[happened.ThreadID] = happened.CallStackIndex();
        }

        var threads = new Dictionary<long, string>();
        foreach (var (thread, index) in last)
        {
            var frames = new List<string>();
            for (var frame = index == CallStackIndex.Invalid ? null : log.CallStacks[index]; frame is not null; frame = frame.Caller)
                frames.Add(frame.CodeAddress.FullMethodName);
            threads[thread] = string.Join('<', frames);
        }

        return threads;
    }
}
