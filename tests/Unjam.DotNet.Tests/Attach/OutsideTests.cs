using Unjam.DotNet.Attach;
using Unjam.DotNet.Stacks;

namespace Unjam.DotNet.Tests.Attach;

/// <summary>Another process is looked at from here.</summary>
public sealed class OutsideTests
{
    private static readonly Patience Patience = new(TimeSpan.FromSeconds(20), TimeProvider.System, CancellationToken.None);

    [Fact]
    public void StarvedProcess_LookedAtFromOutside_ShowsEveryThreadInItsMethod()
    {
        // its temporary folder is its own affair
        var folder = Directory.CreateTempSubdirectory("unjam-");
        using var target = TargetProgram.Start(new Dictionary<string, string> { ["TMPDIR"] = folder.FullName });
        var port = DiagnosticsPort.Of(target.Pid);
        Assert.StartsWith($"/proc/{target.Pid}/root{folder.FullName}/dotnet-diagnostic-{target.Pid}-", port.Path, StringComparison.Ordinal);

        var burst = new StackBurst();
        var end = Sampling.Take(port, burst, TimeSpan.FromMilliseconds(5), Patience);
        Assert.True(end.IsWhole, end.ToString());
        var threads = burst.Threads(end).ToDictionary(thread => thread.NativeId);
        foreach (var (thread, method) in target.Truth)
            Assert.Contains(threads[thread].Stack.Frames, frame => frame.Function.Name == method);
        Assert.False(target.HasExited);
        folder.Delete(true);
    }

    [Fact]
    public void Process_WithoutRuntime_HasNoPort()
    {
        var failed = Assert.Throws<DiagnosticsException>(() => DiagnosticsPort.Of(1));
        Assert.Equal(DiagnosticsFailure.NoPort, failed.Failure);
        Assert.Equal(DiagnosticsFailure.NoPort, Assert.Throws<DiagnosticsException>(() => DiagnosticsPort.Of(int.MaxValue)).Failure);
    }
}
