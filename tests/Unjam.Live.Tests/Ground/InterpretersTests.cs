using Xunit.Abstractions;

namespace Unjam.Live.Tests.Ground;

/// <summary>The ground the live tests stand on: which Pythons there are, and that targets start and leave nothing behind.</summary>
public sealed class InterpretersTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryPython_ThatPackagesGive_IsHere()
    {
        output.WriteLine($"run with: {string.Join(", ", Interpreters.List)}");
        output.WriteLine($"no Python of: {string.Join(", ", Interpreters.Missing.DefaultIfEmpty("none is missing"))}");
        var absent = Interpreters.Required.Intersect(Interpreters.Missing);
        Assert.True(!absent.Any(), $"Run `make setup`: there is no Python {string.Join(", ", absent)}.");
        Assert.NotEmpty(Interpreters.With("uvloop", "fastapi", "uvicorn"));
    }

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void TargetIsDisposed_WithEveryPython_LeavesNoProcess(string python)
    {
        int pid;
        int child;
        using (var target = LiveTarget.Start(python, "stop_exec_exit.py"))
        {
            pid = target.Pid;
            Assert.Equal("stop_exec_exit", target.Announcement.GetProperty("scenario").GetString());
            target.Send("fork");
            child = target.WaitForJson("child", TimeSpan.FromSeconds(10)).GetProperty("child").GetInt32();
            Assert.True(KernelView.IsAlive(child));
        }

        Assert.False(KernelView.IsAlive(pid));
        Eventually.True(() => !KernelView.IsAlive(child), TimeSpan.FromSeconds(5), $"the child {child} lives on");
    }

    [Fact]
    public void TargetThatCannotStart_IsStarted_SaysWhatItWrote()
    {
        var python = Interpreters.List[0].Name;
        var thrown = Assert.Throws<InvalidOperationException>(() => LiveTarget.Start(python, "no_such_target.py"));
        Assert.Contains("no_such_target.py", thrown.Message, StringComparison.Ordinal);
    }
}
