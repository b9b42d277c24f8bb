namespace Unjam.DotNet.Nettrace;

/// <summary>Which provider and number makes which event.</summary>
internal static class KnownEvents
{
    public const string Runtime = "Microsoft-Windows-DotNETRuntime";

    public const string Rundown = "Microsoft-Windows-DotNETRuntimeRundown";

    public const string SampleProfiler = "Microsoft-DotNETCore-SampleProfiler";

    public const string Framework = "System.Diagnostics.Eventing.FrameworkEventSource";

    public const string Counters = "System.Runtime";

    public const string Unjam = "Unjam";

    public static KnownEvent Find(string provider, int id, string name) => (provider, id) switch
    {
        (SampleProfiler, 0) => KnownEvent.Sample,
        (Runtime, 143) => KnownEvent.MethodLoaded,
        (Rundown, 144) => KnownEvent.MethodPresent,
        (Runtime, 152) => KnownEvent.ModuleLoaded,
        (Rundown, 154) => KnownEvent.ModulePresent,
        (Runtime, 81) => KnownEvent.ContentionBegan,
        (Runtime, 91) => KnownEvent.ContentionEnded,
        (Runtime, 301) => KnownEvent.WaitBegan,
        (Runtime, 302) => KnownEvent.WaitEnded,
        (Runtime, 55) => KnownEvent.PoolAdjusted,
        (Runtime, 9) => KnownEvent.Suspending,
        (Runtime, 3) => KnownEvent.Resumed,
        (Unjam, 1) => KnownEvent.UnjamBeat,
        (Unjam, 2) => KnownEvent.UnjamPool,
        (Unjam, 3) => KnownEvent.UnjamLoop,
        (Framework, 30) => KnownEvent.WorkEnqueued,
        (Framework, 31) => KnownEvent.WorkDequeued,
        _ when name == "EventCounters" => KnownEvent.Counter,
        _ => KnownEvent.Other,
    };
}
