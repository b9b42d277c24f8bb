using System.Text.Json;
using Unjam.Live;

namespace Unjam.Cases.Tests;

/// <summary>What is said of pools that more threads would not help, and of tokens that are not the trouble; the findings themselves are cases of the table.</summary>
public sealed class PoolFindingsTests
{
    [Theory]
    [InlineData("pool_connections.py", "db", "pool-behind-bottleneck", "30 of 32 busy workers wait for it")]
    [InlineData("pool_lock.py", "render", "pool-behind-bottleneck", "the lock that render needs")]
    [InlineData("pool_computing.py", "score", "pool-gil-bound", "4 threads do the work of one")]
    [InlineData("slow_clients.py", "web", "pool-saturated", "by slow clients")]
    public void PoolThatMoreThreadsWouldNotHelp_Diagnosed_IsNotToldToGrow(string script, string pool, string id, string title)
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), script);
        var diagnosis = Diagnosis.Of(target, "--duration", "3s");
        var finding = diagnosis.OnlyFinding(id);
        Assert.Contains(title, finding.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, diagnosis.Pool(pool).GetProperty("advised_limit").ValueKind);
        Assert.DoesNotContain(
            finding.GetProperty("advice").EnumerateArray(),
            each => each.GetProperty("after").GetString() is { } code && code.StartsWith("ThreadPoolExecutor", StringComparison.Ordinal));
    }

    [Fact]
    public void TokensHeldWhileTheLoopIsBlocked_Diagnosed_AreAConsequence()
    {
        var python = Interpreters.List.First(each => each.Packages.Contains("fastapi"));
        using var target = LiveTarget.Start(python, "limiter_blocked_loop.py");
        var finding = Diagnosis.Of(target, "--duration", "3s").OnlyFinding("loop-blocked");
        Assert.Contains(
            finding.GetProperty("consequences").EnumerateArray(),
            each => each.GetString()!.Contains("does not take them back", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_OfAPoolThatThereIsNot_NamesThoseThatThereAre()
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "s04_pool_backlog.py");
        var run = CommandRun.Unjam(["diagnose", $"{target.Pid}", "--duration", "2s", "--json", "--what-if", "report-pool=8", "--what-if", "nobody=3"]);
        Assert.Equal(2, run.ExitCode);
        var said = string.Join(' ', run.Errors.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("there is no pool of that name; the pools are \"report-pool\"", said, StringComparison.Ordinal);
        var pool = JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("pools")[0];
        Assert.Equal(8, pool.GetProperty("what_if")[0].GetProperty("limit").GetInt32());
    }
}
