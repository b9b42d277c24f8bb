using System.Text.Json;

namespace Unjam.Executors.Tests.SharedPool;

/// <summary>Pools that starve, each in a process of its own, against what their items measured themselves.</summary>
public sealed class StarvedPoolTests
{
    // the bar: starvation is reported within a second
    private const double Soon = 1.0;

    // the probe is queued up to a look after the first item, and the log is written some milliseconds after the look
    private const double Behind = 0.2;

    [Theory]
    [InlineData("sleep")]
    [InlineData("sync-over-async")]
    public async Task BlockedThreads_WorkWaits_IsReportedWithinASecond(string scenario)
    {
        var run = await StarvingRun.Of(scenario, 1.3);
        var opened = run.Only("opened");
        Assert.Equal("Starved", opened.GetProperty("Kind").GetString());
        Assert.True(Number(opened, "at") < Soon, run.ToString());
        var (wait, truth) = (Number(opened, "Wait"), Number(opened, "truth"));
        Assert.True(wait <= truth && wait > truth - Behind, $"It said {wait} s, the oldest item had waited {truth} s: {run}");
        Assert.True(Number(run.End, "longest") <= Number(run.End, "truth"), run.ToString());
        Assert.Equal(0, run.End.GetProperty("failures").GetInt64());
    }

    [Fact]
    public async Task BlockedThreads_StacksAreGiven_AreNamedByFunctionAndCall()
    {
        var run = await StarvingRun.Of("culprits", 2);
        var opened = run.Only("opened");
        Assert.True(Number(opened, "at") < Soon, run.ToString());
        // beside other tests the stacks may take longer than the report waits for them: then they are told at its end
        var text = string.Join(' ', new[] { opened, run.Only("closed") }.Select(line => line.GetProperty("text").GetString()));
        Assert.Contains("in Unjam.Starving.Orders.Load → Thread.Sleep", text, StringComparison.Ordinal);
        Assert.Contains("in Unjam.Starving.Orders.Price → Task.Result", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThreadsOfOneLock_WorkWaits_AreReportedAsConvoy()
    {
        var run = await StarvingRun.Of("lock", 1.3);
        var opened = run.Only("opened");
        Assert.Equal("LockConvoy", opened.GetProperty("Kind").GetString());
        Assert.True(Number(opened, "at") < Soon, run.ToString());
    }

    [Fact]
    public async Task GrowingQueue_Probes_MeasureWhatItemsMeasure()
    {
        const double tolerance = 0.02;
        var run = await StarvingRun.Of("stream", 2);
        var probes = run.All("probe");
        Assert.True(probes.Length >= 3, run.ToString());
        Assert.All(probes, probe => Assert.True(
            Number(probe, "wait") >= Number(probe, "low") - tolerance && Number(probe, "wait") <= Number(probe, "high") + tolerance, run.ToString()));
        Assert.Equal("Starved", run.Only("opened").GetProperty("Kind").GetString());
    }

    [Fact]
    public async Task LogListenerAndStacks_AllThrow_TheWatchGoesOn()
    {
        var run = await StarvingRun.Of("sink", 3);
        Assert.Equal("Starved", run.Only("opened").GetProperty("Kind").GetString());
        Assert.True(Number(run.Only("closed"), "at") < Number(run.End, "at"), run.ToString());
        Assert.Equal(1, run.End.GetProperty("incidents").GetInt32());
        Assert.True(run.End.GetProperty("failures").GetInt64() >= 4, run.ToString());
        Assert.Contains("always throw", run.End.GetProperty("failure").GetString(), StringComparison.Ordinal);
    }

    private static double Number(JsonElement line, string name) => line.GetProperty(name).GetDouble();
}
