using System.Globalization;
using System.Text.Json;
using Unjam.Live;
using Xunit.Abstractions;

namespace Unjam.Serve.Tests;

/// <summary>The page of the shipped command over real services, in a real browser. UNJAM_PAGE_PICTURES names a folder for its screenshot.</summary>
public sealed class LivePageTests(ITestOutputHelper output)
{
    private const double Soon = 3;

    // both load the machine that has to judge them, and the limiter has to be seen full for a while
    private const double InAWhile = 15;

    [Fact]
    public void FourStalledServices_Watched_HaveTheirVerdictsOnThePageWithinThreeSeconds()
    {
        using var blocked = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s01_loop_blocked_sleep.py");
        using var deadlocked = LiveTarget.Start(Interpreters.OfSeries("3.12"), "s08_nested_submit_deadlock.py");
        using var backlog = LiveTarget.Start(Interpreters.OfSeries("3.8"), "s04_pool_backlog.py");
        using var waiting = LiveTarget.Start(Interpreters.OfSeries("3.15"), "loop_waits_for_itself.py");
        AreOnThePage(
            "live.png", Soon,
            (blocked, "The event loop (is|was) blocked"), (deadlocked, "Deadlock: pool"), (backlog, "(is|was) exhausted"), (waiting, "Deadlock: the event loop"));
    }

    [Fact]
    public void ServicesOfBothRuntimes_Stalled_HaveTheirVerdictsOnOnePage()
    {
        var environment = new Dictionary<string, string> { ["PORT"] = FreeAddress.Port() };
        using var python = LiveTarget.Start(
            Interpreters.List.First(each => each.Packages.Contains("fastapi") && each.Packages.Contains("uvicorn")), "s06_fastapi_limiter40.py", environment: environment);
        using var dotnet = DotNetRuntimes.Start("kestrel");
        AreOnThePage("both.png", InAWhile, (python, "is exhausted|had given all"), (dotnet, "Sync over async"));
    }

    private void AreOnThePage(string name, double within, params (LiveTarget Target, string Verdict)[] stalled)
    {
        using var token = new TokenFile();
        var address = FreeAddress.OnLoopback();
        var picture = Environment.GetEnvironmentVariable("UNJAM_PAGE_PICTURES") is { Length: > 0 } pictures ? Path.Combine(pictures, name) : "";
        var run = CommandRun.Of(
        [
            "node", Path.Combine(Repository.Root, "tests", "page", "live.mjs"), address, token.Path, picture,
            .. stalled.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Target.Pid}={each.Verdict}")),
            "--", Repository.Command, "serve", "--listen", address, "--token-file", token.Path,
            .. stalled.SelectMany(each => (string[])["-p", each.Target.Pid.ToString(CultureInfo.InvariantCulture)]),
        ]);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        output.WriteLine(run.Output);
        var result = JsonSerializer.Deserialize<JsonElement>(run.Output);
        Assert.Empty(result.GetProperty("bad").EnumerateArray());
        var opened = result.GetProperty("opened").GetDouble();
        Assert.All(result.GetProperty("seconds").EnumerateObject(), each => Assert.InRange(each.Value.GetDouble() - opened, 0, within));
    }
}
