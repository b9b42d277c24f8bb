using System.Diagnostics.Tracing;
using System.Globalization;
using System.IO.Compression;
using Unjam.DotNet.Attach;

namespace Shop;

/// <summary>Records this process's own events, with the truth beside them: the data of the parser's tests.</summary>
internal static class Recorder
{
    private const ulong ThreadingContentionWaits = 0x40000014000;
    private const ulong JitAndLoader = 0x18;
    private const ulong Loader = 0x8;
    private const ulong ThreadPool = 0x2;

    /// <summary>The stacks of the crew, with all names.</summary>
    public static void Samples(string path) => Record(path, SessionRequest.Samples, () => Thread.Sleep(20));

    /// <summary>The same for a moment, with no names but of modules: short.</summary>
    public static void Short(string path) =>
        Record(path, SessionRequest.Samples with { Rundown = Loader }, () => Thread.Sleep(1));

    /// <summary>Known things that happen, with stacks; tells how many.</summary>
    public static IReadOnlyList<string> Happenings(string path)
    {
        var request = new SessionRequest(
            [
                new EventProvider("Microsoft-Windows-DotNETRuntime", ThreadingContentionWaits | JitAndLoader, EventLevel.Verbose),
                new EventProvider("System.Diagnostics.Eventing.FrameworkEventSource", ThreadPool, EventLevel.Verbose),
                new EventProvider("System.Runtime", 0, EventLevel.Informational, "EventCounterIntervalSec=1"),
            ],
            JitAndLoader, true);
        IReadOnlyList<string> truth = [];
        Record(path, request, () => truth = Market.Open(TimeSpan.FromSeconds(2.2)));
        return truth;
    }

    private static void Record(string path, SessionRequest request, Action happen)
    {
        using var session = EventSession.Begin(
            DiagnosticsPort.Of(Environment.ProcessId), request, new Patience(TimeSpan.FromSeconds(10), TimeProvider.System, CancellationToken.None));
        using var file = File.Create(path);
        using var packed = new BrotliStream(file, CompressionLevel.SmallestSize);
        var drain = new Thread(() => session.Events.CopyTo(packed));
        drain.Start();
        happen();
        session.RequestStop();
        drain.Join();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"recorded\t{path}"));
    }
}
