namespace Unjam.Executors.Tests.SharedPool;

/// <summary>A web server that starves under load, and pools that are busy or idle and healthy, each in a process of its own.</summary>
public sealed class BusyPoolTests
{
    [Fact]
    public async Task BlockingEndpoint_64Connections_IsReportedWithinASecond()
    {
        var run = await StarvingRun.Of("kestrel", 2);
        var opened = run.Only("opened");
        Assert.Equal("Starved", opened.GetProperty("Kind").GetString());
        Assert.True(opened.GetProperty("at").GetDouble() < 1, run.ToString());
        // the clients' truth: what they waited beyond the 100 ms that the handler takes
        Assert.True(run.Only("requests").GetProperty("longest").GetDouble() > 0.25, run.ToString());
    }

    [Theory]
    [InlineData("parallel")]
    [InlineData("short")]
    [InlineData("async")]
    [InlineData("burst")]
    public async Task HealthyPool_Busy_IsNotReported(string scenario)
    {
        var run = await StarvingRun.Of(scenario, 1.3);
        Assert.True(run.All("opened").Length == 0, run.ToString());
        Assert.Equal(0, run.End.GetProperty("failures").GetInt64());
    }

    [Fact]
    public async Task IdleProcess_Watched_IsSilentAndCheap()
    {
        var run = await StarvingRun.Of("idle", 2);
        var cost = run.Only("cost");
        Assert.Equal(0, cost.GetProperty("probes").GetInt64());
        Assert.True(cost.GetProperty("milliseconds").GetDouble() <= 2, run.ToString());
        // what remains is the measuring itself: files are read for it
        Assert.True(cost.GetProperty("allocated").GetInt64() < 32_768, run.ToString());
        Assert.Empty(run.All("opened"));
    }
}
