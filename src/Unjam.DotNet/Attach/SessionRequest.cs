using System.Collections.Immutable;
using System.Diagnostics.Tracing;
using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Attach;

/// <summary>What a session of events is asked to bring.</summary>
/// <param name="Providers">Whose events.</param>
/// <param name="Rundown">Which methods and modules are named when the session ends: 0x10 compiled, 0x20 precompiled, 0x8 modules; 0 for none.</param>
/// <param name="HasStacks">Whether every event carries the stack of its thread.</param>
/// <param name="BufferMegabytes">How much the runtime keeps when nobody reads; it takes memory as it needs it.</param>
public sealed record SessionRequest(ImmutableArray<EventProvider> Providers, ulong Rundown, bool HasStacks, int BufferMegabytes = 16)
{
    /// <summary>Names of all methods, precompiled ones too, and of their modules.</summary>
    public const ulong Names = 0x38;

    /// <summary>The stacks of all managed threads: the sampler brings its own stacks.</summary>
    public static SessionRequest Samples { get; } = new([new EventProvider(KnownEvents.SampleProfiler, 0, EventLevel.Informational)], Names, false);
}
