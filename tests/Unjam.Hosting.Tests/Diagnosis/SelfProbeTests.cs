using Unjam.Executors;
using Unjam.Model;

namespace Unjam.Hosting.Tests.Diagnosis;

public sealed class SelfProbeTests
{
    [Fact]
    public async Task Look_AtThisProcess_TellsItsPausesAndWhatIsObserved()
    {
        await using var executor = new InstrumentedExecutor(new() { Name = "db", Threads = 2 });
        var probe = new SelfProbe(new Observed { executor }, TimeProvider.System);
        var look = new Snapshot();
        probe.Look(look, LookDepth.Memory);
        var before = look.Paused;
        GC.Collect();
        probe.Look(look, LookDepth.Kernel);
        Assert.True(look.Paused > before, $"{before} before a collection, {look.Paused} after it");
        Assert.Equal("db", Assert.Single(look.Pools.Span.ToArray()).Name);
        Assert.Empty(look.Gaps.Span.ToArray());
    }
}
