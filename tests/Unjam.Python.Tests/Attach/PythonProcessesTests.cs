using Unjam.Live;
using Unjam.Python.Attach;

namespace Unjam.Python.Tests.Attach;

public sealed class PythonProcessesTests
{
    [Fact]
    public void List_OfTheMachine_ShowsEveryPythonWithItsVersion()
    {
        var targets = Interpreters.List.Select(python => (Python: python, Target: LiveTarget.Start(python, "idle.py"))).ToList();
        try
        {
            var list = PythonProcesses.List();
            foreach (var (python, target) in targets)
            {
                var listing = Assert.Single(list, each => each.Pid == target.Pid);
                Assert.Null(listing.WhyNot);
                Assert.StartsWith($"CPython {python.Version}", listing.Runtime, StringComparison.Ordinal);
                Assert.Contains("idle.py", listing.Command, StringComparison.Ordinal);
            }

            Assert.DoesNotContain(list, each => each.Pid == Environment.ProcessId || each.Pid == 2);
            Assert.Equal(list.OrderBy(each => each.Pid), list);
        }
        finally
        {
            targets.ForEach(each => each.Target.Dispose());
        }
    }

    [Fact]
    public void List_PythonThatCannotBeRead_SaysWhy()
    {
        using var python = new ChangedPython(Pythons.Newest, "shop", file => Pythons.SetVersion(file, 0x031000f0));
        using var target = python.Start();
        var listing = Assert.Single(PythonProcesses.List(), each => each.Pid == target.Pid);
        Assert.Null(listing.Runtime);
        Assert.Contains("3.16.0", listing.WhyNot, StringComparison.Ordinal);
    }
}
