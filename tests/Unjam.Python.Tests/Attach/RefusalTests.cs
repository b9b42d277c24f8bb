using System.Diagnostics;
using Unjam.Live;
using Unjam.Model;
using Unjam.Python.Attach;
using Installed = Unjam.Live.Interpreter;

namespace Unjam.Python.Tests.Attach;

public sealed class RefusalTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void Attach_NoSuchProcess_SaysSo(int pid)
        => AssertRefused(pid, AttachFailure.NoSuchProcess, $"There is no process {pid}; `unjam ps` lists those that can be read.");

    [Fact]
    public void Attach_Thread_NamesItsProcess()
    {
        using var target = LiveTarget.Start(Pythons.System, "known_pages.py");
        var worker = target.Announcement.GetProperty("expect").GetProperty("worker").GetInt32();
        AssertRefused(worker, AttachFailure.NoSuchProcess, $"{worker} is a thread of process {target.Pid}: give {target.Pid} instead.");
    }

    [Fact]
    public void Attach_Zombie_HasExited()
    {
        using var parent = Start("/usr/bin/python3", "-c", "import os, sys; p = os.fork(); p or os._exit(0); print(p, flush=True); sys.stdin.read()");
        var zombie = int.Parse(parent.StandardOutput.ReadLine()!);
        Eventually.True(() => KernelView.Status(zombie, "State")[0] == 'Z', Limit, "it is no zombie");
        AssertRefused(zombie, AttachFailure.NoSuchProcess,
            $"Process {zombie} has exited: it is a zombie that its parent {parent.Id} has not collected yet.");
        End(parent);
    }

    [Fact]
    public void Attach_CProgram_IsNotPython()
    {
        using var sleep = Start("sleep", "120");
        AssertRefused(sleep.Id, AttachFailure.Unsupported, $"Process {sleep.Id} (sleep) is not a Python process; `unjam ps` lists those that can be read.");
        End(sleep);
    }

    [Theory]
    [InlineData(1, "; its child {0} is: use `unjam diagnose {0}`.")]
    [InlineData(2, "; its children {0} and {1} are.")]
    [InlineData(3, "; its children {0}, {1} and {2} are.")]
    public void Attach_ShellWithPythonChildren_NamesThem(int count, string end)
    {
        var one = "/usr/bin/python3 -c 'import os, sys; os.write(1, bytes([55, 10])); sys.stdin.read()' <&3 & ";
        using var shell = Start("sh", "-c", $"exec 3<&0; {string.Concat(Enumerable.Repeat(one, count))} wait");
        for (var i = 0; i < count; i++)
            Assert.Equal("7", shell.StandardOutput.ReadLine());
        object[] children = [.. File.ReadAllText($"/proc/{shell.Id}/task/{shell.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Order()];
        AssertRefused(shell.Id, AttachFailure.Unsupported, $"Process {shell.Id} (sh) is not a Python process" + string.Format(end, children));
        End(shell);
    }

    [Fact]
    public void Attach_PyPy_IsRefusedByName()
    {
        using var sleep = new ChangedPython(Pythons.At("/usr/bin/sleep"), "pypy3.10");
        using var target = Start(sleep.Executable, "120");
        AssertRefused(target.Id, AttachFailure.Unsupported, $"Process {target.Id} runs PyPy, which Unjam cannot read: it reads CPython 3.8 – 3.15.");
        End(target);
    }

    [Theory]
    [InlineData(0x031000f0, "3.16.0, which is newer than this Unjam knows (3.8 – 3.15): look for a newer Unjam.")]
    [InlineData(0x040000f0, "4.0.0, which is newer than this Unjam knows (3.8 – 3.15): look for a newer Unjam.")]
    [InlineData(0x030701f0, "3.7.1, which is older than Unjam reads (3.8 – 3.15): move the service to a newer Python.")]
    [InlineData(0x030f00b2, "3.15.0b2, which is a pre-release whose structures were not settled: Unjam reads final releases and release candidates of 3.8 – 3.15.")]
    public void Attach_UnknownVersion_IsNamed(ulong hex, string end)
    {
        using var python = new ChangedPython(Pythons.Newest, "python3", file => Pythons.SetVersion(file, hex));
        using var target = python.Start();
        AssertRefused(target.Pid, AttachFailure.Unsupported, $"Process {target.Pid} runs CPython {end}");
    }

    [Fact]
    public void Attach_ReleaseCandidate_IsTaken()
    {
        using var python = new ChangedPython(Pythons.Newest, "python3", file => Pythons.SetVersion(file, 0x030f00c2));
        using var target = python.Start();
        using var process = PythonProcess.Attach(target.Pid);
        Assert.Equal("CPython 3.15.0rc2", process.Runtime.InWords);
    }

    [Fact]
    public void Attach_FreeThreaded_IsRefused()
    {
        using var python = new ChangedPython(Pythons.Newest, "python3", Pythons.SetFreeThreaded);
        using var target = python.Start();
        var version = python.Interpreter.Version;
        AssertRefused(target.Pid, AttachFailure.Unsupported,
            $"Process {target.Pid} runs CPython {version} without the GIL (free-threaded), which Unjam cannot read yet: run the service on a build with the GIL.");
    }

    /// <summary>Old Pythons that happen to be installed, and a copy of a known one whose names say that it is old.</summary>
    public static TheoryData<string, string> Old()
    {
        var rows = new TheoryData<string, string> { { "", "2.7" } };
        var pyenv = Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/root", ".pyenv", "versions");
        foreach (var version in new[] { "2.7", "3.6", "3.7" })
        {
            foreach (var folder in Directory.Exists(pyenv) ? Directory.GetDirectories(pyenv, version + ".*") : [])
                rows.Add(Path.Combine(folder, "bin", "python"), Path.GetFileName(folder));
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Old))]
    public void Attach_OldPython_IsNamed(string executable, string version)
    {
        using var changed = executable.Length > 0 ? null : new ChangedPython(Pythons.System, "python2.7", HideRuntime, HideVersionText);
        using var target = changed?.Start() ?? LiveTarget.Start(new Installed(version, new Version(0, 0), executable, null, []), "idle.py");
        var failure = Assert.Throws<AttachException>(() => PythonProcess.Attach(target.Pid));
        Assert.Equal(AttachFailure.Unsupported, failure.Failure);
        Assert.Matches($"^Process {target.Pid} runs C?Python {version}, which is older than Unjam reads \\(3.8 – 3.15\\): move the service to a newer Python.$", failure.Message);
    }

    [Theory]
    [InlineData("3.11")]
    [InlineData("3.15")]
    public void Attach_PythonIsStarting_IsNotReady(string series)
    {
        // where a pipe stands in for its configuration, Python waits early in its start
        using var python = new ChangedPython(series == "3.11" ? Pythons.System : Pythons.Newest, "python3");
        Assert.Equal(0, CommandRun.Of(["mkfifo", Path.Combine(Path.GetDirectoryName(python.Executable)!, "pyvenv.cfg")]).ExitCode);
        var prefix = python.Interpreter.Prefix;
        using var process = Start(prefix[0], [.. prefix.Skip(1), "-c", "pass"]);
        Eventually.True(() => IsWaiting(process.Id, "python3"), Limit, "it does not wait in its start");
        AssertRefused(process.Id, AttachFailure.NotReady,
            $"The Python of process {process.Id} (CPython {python.Interpreter.Version}) is still starting: try again in a moment.");
        End(process);
    }

    [Theory]
    [MemberData(nameof(Interpreters.OneOfEachSeries), MemberType = typeof(Interpreters))]
    public void Attach_PythonIsEnding_IsNotReady(string name)
    {
        using var target = LiveTarget.Start(name, "idle.py");
        target.Send("end");
        target.WaitForLine(line => line == "ENDING", Limit);
        AssertRefused(target.Pid, AttachFailure.NotReady,
            $"The Python of process {target.Pid} (CPython {Interpreters.Named(name).Version}) is shutting down: there is nothing left to diagnose.");
    }

    [Fact]
    public void Attach_ProcessThatEndsAtAnyMoment_IsTyped()
    {
        for (var round = 0; round < 30; round++)
        {
            using var python = Start("/usr/bin/python3", "-S", "-c", "pass");
            while (!python.HasExited)
            {
                var failure = Record.Exception(() => PythonProcess.Attach(python.Id).Dispose());
                Assert.True(failure is null or AttachException, $"{failure}");
            }
        }
    }

    private static void HideRuntime(byte[] file)
    {
        Rename(file, "\0_PyRuntime\0", "\0#PyRuntime\0");
        Rename(file, "\0Py_Version\0", "\0#y_Version\0");
    }

    private static void HideVersionText(byte[] file)
    {
        // .PyRuntime goes with the section headers; the text of sys.version is put together from the compiler's name
        Pythons.DropSections(file);
        Rename(file, "[GCC ", "(GCC ");
    }

    private static void Rename(byte[] file, string from, string to)
    {
        var at = file.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(from));
        Assert.True(at >= 0, $"no {from}");
        System.Text.Encoding.ASCII.GetBytes(to).CopyTo(file, at);
    }

    private static bool IsWaiting(int pid, string name)
        => KernelView.IsAlive(pid) && KernelView.Status(pid, "Name") == name && KernelView.Status(pid, "State")[0] == 'S'
            && File.ReadAllText($"/proc/{pid}/wchan").Contains("wait_for_partner", StringComparison.Ordinal);

    private static void AssertRefused(int pid, AttachFailure failure, string message)
    {
        var refused = Assert.Throws<AttachException>(() => PythonProcess.Attach(pid));
        Assert.Equal((failure, message), (refused.Failure, refused.Message));
    }

    private static Process Start(string program, params string[] arguments)
        => Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static void End(Process process)
    {
        process.StandardInput.Close();
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }
}
