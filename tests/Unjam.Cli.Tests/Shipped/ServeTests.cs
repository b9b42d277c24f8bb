using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Unjam.Live;

namespace Unjam.Cli.Tests.Shipped;

/// <summary>The command as it is shipped, serving.</summary>
public sealed partial class ServeTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string token = Path.Combine(Path.GetTempPath(), $"unjam-{Guid.NewGuid():n}.token");
    private readonly HttpClient http = new();

    [Fact]
    public void BlockedService_IsServed_WithMetricsPageAndToken()
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s01_loop_blocked_sleep.py");
        using var serve = Serve("-p", $"{target.Pid}");
        var root = Root(serve);

        Eventually.True(() => Blocked(Get(root + "metrics").Body, target.Pid) > 0.1, Limit, () => $"never blocked: {Get(root + "metrics").Body}");
        Assert.Equal(200, Get(root + "readyz").Status);
        Assert.Equal(401, Get(root + "api/page").Status);
        Assert.Equal(401, Get(root + "api/page?token=" + File.ReadAllText(token).Trim()).Status);
        var page = JsonDocument.Parse(GetWithToken(root + "api/page").Body).RootElement;
        var listed = Assert.Single(page.GetProperty("targets").EnumerateArray());
        Assert.Equal(target.Pid, listed.GetProperty("pid").GetInt32());
        Eventually.True(() => GetWithToken(root + "api/page").Body.Contains("\"loop-blocked\"", StringComparison.Ordinal), Limit, "the page never has the finding");
        Eventually.True(() => GetWithToken(root + "debug/pprof/loop_block").Body.Length > 100, Limit, "there is no profile");
        Assert.Contains("<div id=\"page\">", Get(root).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(File.ReadAllText(token).Trim(), serve.Errors + serve.Output, StringComparison.Ordinal);

        serve.Signal("TERM");
        Assert.Equal(0, serve.WaitForEnd());
    }

    [Fact]
    public void Service_ThatIsRestarted_IsFoundAgain()
    {
        using var serve = Serve("--match", "shop=s01_loop_blocked");
        var root = Root(serve);
        for (var times = 0; times < 2; times++)
        {
            using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s01_loop_blocked_sleep.py");
            Eventually.True(() => Get(root + "metrics").Body.Contains($"unjam_target_up{{target=\"shop\",pid=\"{target.Pid}\"}} 1", StringComparison.Ordinal), Limit,
                () => $"not found: {Get(root + "metrics").Body}{serve.Errors}");
        }

        Assert.StartsWith("[{\"targets\":[\"127.0.0.1:", Get(root + "sd").Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Process_OfAnotherUser_IsWatchedWithThatUsersRightsWhereTheySuffice()
    {
        const int Nobody = 65534;
        Assert.Equal("root", Environment.UserName); // the tests that start processes of others need it, too
        using var target = Started.Of("setpriv", "--reuid", $"{Nobody}", "--regid", $"{Nobody}", "--clear-groups",
            "/usr/bin/python3", "-c", "import threading, time; print('up', flush=True); time.sleep(100)");
        target.WaitForOutput("up");
        using var serve = Serve("-p", $"{target.Pid}");
        var root = Root(serve);
        var isFree = !File.Exists("/proc/sys/kernel/yama/ptrace_scope") || File.ReadAllText("/proc/sys/kernel/yama/ptrace_scope").Trim() == "0";
        Assert.Contains(isFree ? $"Gave up the rights of root: goes on as user {Nobody}" : "Keeps the rights of root", serve.Errors, StringComparison.Ordinal);
        Eventually.True(() => Get(root + "metrics").Body.Contains("unjam_target_up{target=\"python\",pid=\"" + target.Pid + "\"} 1", StringComparison.Ordinal), Limit, () => serve.Errors);
        if (isFree)
        {
            Eventually.True(() => Directory.GetDirectories($"/proc/{serve.Pid}/task").All(thread => HasNoRights(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), Nobody)),
                Limit, "a thread has kept rights of root");
        }
    }

    [Fact]
    public void Interrupt_WhileServing_EndsItSoon()
    {
        foreach (var signal in new[] { "INT", "TERM" })
        {
            using var serve = Serve("--match", "nothing-has-such-a-command-line");
            serve.WaitForError("No process matches yet");
            var began = TimeProvider.System.GetTimestamp();
            serve.Signal(signal);
            Assert.Equal(0, serve.WaitForEnd());
            Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 1.5);
        }
    }

    [Fact]
    public void Port_ThatIsTaken_IsExitCode7()
    {
        using var serve = Serve("--match", "nothing");
        var run = CommandRun.Unjam("serve", "--match", "nothing", "--listen", new Uri(Root(serve)).Authority);
        Assert.Equal(7, run.ExitCode);
        Assert.Contains("another program does already", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--listen nowhere", "--listen nowhere makes no sense")]
    [InlineData("--match (", "--match ( makes no sense: the regular expression is wrong at its character 2")]
    [InlineData("--max-cpu 0", "--max-cpu 0 makes no sense")]
    [InlineData("--rate 1 --rate 2", "--rate is given 2 times: give it once")]
    [InlineData("-p nobody", "--pid nobody makes no sense: give a process id such as 4312")]
    [InlineData("--config /nowhere.yaml", "/nowhere.yaml: there is no such file")]
    [InlineData("--token-file /dev/null", "has to hold one word")]
    public void CommandLine_WithoutSense_IsExitCode2(string arguments, string expected)
    {
        var run = CommandRun.Unjam(["serve", .. arguments.Split(' ')]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, Space().Replace(run.Errors, " "), StringComparison.Ordinal);
    }

    [Fact]
    public void Process_ThatIsNotThere_IsExitCode3() => Assert.Equal(3, CommandRun.Unjam("serve", "-p", "4194303").ExitCode);

    public void Dispose()
    {
        http.Dispose();
        File.Delete(token);
    }

    private static bool HasNoRights(int thread, int user)
    {
        try
        {
            return KernelView.Status(thread, "Uid") == string.Join('\t', user, user, user, user)
                && KernelView.Status(thread, "CapPrm") == "0000000000000000" && KernelView.Status(thread, "CapEff") == "0000000000000000";
        }
        catch (IOException)
        {
            return false; // it has ended meanwhile: the next listing is without it
        }
    }

    private Started Serve(params string[] arguments) =>
        Started.Of([Repository.Command, "serve", "--listen", "127.0.0.1:0", "--token-file", token, .. arguments]);

    private static string Root(Started serve)
    {
        serve.WaitForError("  Page ");
        return Address().Match(serve.Errors).Value;
    }

    private (int Status, string Body) Get(string address) => Send(new HttpRequestMessage(HttpMethod.Get, address));

    private (int Status, string Body) GetWithToken(string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", File.ReadAllText(token).Trim());
        return Send(request);
    }

    private (int Status, string Body) Send(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = http.Send(request);
            using var reader = new StreamReader(response.Content.ReadAsStream());
            return ((int)response.StatusCode, reader.ReadToEnd());
        }
    }

    private static double Blocked(string metrics, int pid) => BlockedSeconds().Matches(metrics)
        .Where(line => line.Value.Contains($"pid=\"{pid}\"", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture))
        .DefaultIfEmpty().Max();

    [GeneratedRegex(@"http://[\d.:]+/")]
    private static partial Regex Address();

    [GeneratedRegex(@"^eventloop_blocked_seconds\{[^}]*\} (?<value>\S+)", RegexOptions.Multiline)]
    private static partial Regex BlockedSeconds();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
