using System.Globalization;
using System.Text.Json;
using Unjam.Live;
using Xunit.Abstractions;

namespace Unjam.Serve.Tests;

/// <summary>The page of the shipped command over real services, in a real browser. UNJAM_PAGE_PICTURES names a folder for its screenshot.</summary>
public sealed class LivePageTests(ITestOutputHelper output)
{
    private const double Soon = 3;

    [Fact]
    public void FourStalledServices_Watched_HaveTheirVerdictsOnThePageWithinThreeSeconds()
    {
        using var blocked = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s01_loop_blocked_sleep.py");
        using var deadlocked = LiveTarget.Start(Interpreters.OfSeries("3.12"), "s08_nested_submit_deadlock.py");
        using var backlog = LiveTarget.Start(Interpreters.OfSeries("3.8"), "s04_pool_backlog.py");
        using var waiting = LiveTarget.Start(Interpreters.OfSeries("3.15"), "loop_waits_for_itself.py");
        using var token = new TokenFile();
        var address = FreeAddress.OnLoopback();
        LiveTarget[] targets = [blocked, deadlocked, backlog, waiting];
        string[] verdicts = ["The event loop (is|was) blocked", "Deadlock: pool", "(is|was) exhausted", "Deadlock: the event loop"];
        var picture = Environment.GetEnvironmentVariable("UNJAM_PAGE_PICTURES") is { Length: > 0 } pictures ? Path.Combine(pictures, "live.png") : "";
        var run = CommandRun.Of(
        [
            "node", Path.Combine(Repository.Root, "tests", "page", "live.mjs"), address, token.Path, picture,
            .. targets.Zip(verdicts, (target, verdict) => string.Create(CultureInfo.InvariantCulture, $"{target.Pid}={verdict}")),
            "--", Repository.Command, "serve", "--listen", address, "--token-file", token.Path,
            .. targets.SelectMany(target => (string[])["-p", target.Pid.ToString(CultureInfo.InvariantCulture)]),
        ]);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        output.WriteLine(run.Output);
        var result = JsonSerializer.Deserialize<JsonElement>(run.Output);
        Assert.Empty(result.GetProperty("bad").EnumerateArray());
        var opened = result.GetProperty("opened").GetDouble();
        Assert.All(result.GetProperty("seconds").EnumerateObject(), each => Assert.InRange(each.Value.GetDouble() - opened, 0, Soon));
    }
}
