using Unjam.Live;
using Unjam.Memory;
using Unjam.Python.Attach;
using Unjam.Python.Tests.Hostile;

namespace Unjam.Python.Tests.Attach;

public sealed class LocatorTests
{
    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void Locate_EachWay_FindsTheSameRuntime(string name)
    {
        var python = Interpreters.Named(name);
        using var target = LiveTarget.Start(name, "idle.py");
        using var process = PythonProcess.Attach(target.Pid);
        var runtime = process.Runtime;
        Assert.Equal(python.Version, new Version(runtime.Version.Major, runtime.Version.Minor, runtime.Version.Micro));
        Assert.Equal(RuntimeRoutes.Symbol, runtime.FoundBy);
        Assert.False(runtime.IsFreeThreaded);
        Assert.Equal(python.Version >= new Version(3, 13), runtime.DescribesItself);
        Assert.Equal(runtime.IsShared, !runtime.ImagePath.Contains("/bin/", StringComparison.Ordinal));
        process.Memory.EnsureSame();

        var byContent = runtime.DescribesItself ? RuntimeRoutes.Cookie : RuntimeRoutes.Pointers;
        foreach (var route in new[] { RuntimeRoutes.Symbol, RuntimeRoutes.File, byContent })
            Assert.Equal(runtime with { FoundBy = route }, Locate(process, route));
        Assert.Null(Locate(process, runtime.DescribesItself ? RuntimeRoutes.Pointers : RuntimeRoutes.Cookie));
        Assert.Null(Locate(process, RuntimeRoutes.None));
    }

    [Fact]
    public void Attach_ExecutableIsStripped_IsFoundInMemory()
    {
        using var python = new ChangedPython(Pythons.System, "python3.11");
        Assert.Equal(0, CommandRun.Of(["strip", "--strip-all", python.Executable]).ExitCode);
        AssertFound(python, RuntimeRoutes.Symbol);
    }

    [Fact]
    public void Attach_ExecutableHasAnotherName_IsFoundInMemory()
    {
        using var python = new ChangedPython(Pythons.System, "shop");
        AssertFound(python, RuntimeRoutes.Symbol);
    }

    [Fact]
    public void Attach_ExecutableIsDeleted_IsFoundInMemory()
    {
        using var python = new ChangedPython(Pythons.System, "shop");
        using var target = python.Start();
        File.Delete(python.Executable);
        using var process = PythonProcess.Attach(target.Pid);
        Assert.Equal(RuntimeRoutes.Symbol, process.Runtime.FoundBy);
        Assert.Equal(process.Runtime.At, Locate(process, RuntimeRoutes.File)!.At);
    }

    [Fact]
    public void Attach_NoSymbols_IsFoundBySection()
    {
        using var python = new ChangedPython(Pythons.System, "shop", Pythons.HideSymbols);
        AssertFound(python, RuntimeRoutes.File);
        using var newest = new ChangedPython(Pythons.Newest, "shop", Pythons.HideSymbols);
        AssertFound(newest, RuntimeRoutes.File);
    }

    [Fact]
    public void Attach_NoSymbolsAndNoSections_IsFoundByPointers()
    {
        using var python = new ChangedPython(Pythons.System, "shop", Pythons.HideSymbols, Pythons.DropSections);
        AssertFound(python, RuntimeRoutes.Pointers);
    }

    [Fact]
    public void Attach_NoSymbolsAndNoSectionsButACookie_IsFoundByIt()
    {
        using var python = new ChangedPython(Pythons.Newest, "shop", Pythons.HideSymbols, Pythons.DropSections);
        AssertFound(python, RuntimeRoutes.Cookie);
    }

    [Theory]
    [InlineData("3.14")]
    [InlineData("3.15")]
    public void FindAsyncioDebug_AsyncioIsLoadedLater_AppearsAndHasItsOwnContent(string series)
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries(series), "idle.py");
        using var process = PythonProcess.Attach(target.Pid);
        target.Send("import asyncio");
        target.WaitForLine(line => line == "IMPORTED", TimeSpan.FromSeconds(20));
        var table = process.FindAsyncioDebug();
        Assert.NotNull(table);
        var images = Images(process);
        var byContent = AsyncioDebugSearch.FindByContent(process.Memory, images.Others("_asyncio.").Concat(images.Likely), process.Runtime);
        Assert.Equal(table, byContent);
        using var again = PythonProcess.Attach(target.Pid);
        Assert.Equal(table, again.Runtime.AsyncioDebug);
    }

    [Fact]
    public void Attach_TargetBecomesAnotherProgram_IsNoticed()
    {
        using var target = LiveTarget.Start(Pythons.System, "idle.py");
        using var process = PythonProcess.Attach(target.Pid);
        target.Send("exec sleep 120");
        Eventually.True(() => !process.Memory.IsSame(), TimeSpan.FromSeconds(20), "the exec is not noticed");
        Assert.Throws<MemoryGoneException>(process.Memory.EnsureSame);
        Assert.NotEqual(process.Identity, ProcessIdentity.Of(process.Memory.Directory));
        Assert.Throws<MemoryGoneException>(() => process.FindAsyncioDebug());
    }

    [Fact]
    public void Attach_ManyTimes_LeavesNothingOpen()
    {
        using var target = LiveTarget.Start(Pythons.System, "idle.py");
        PythonProcess.Attach(target.Pid).Dispose();
        var before = KernelView.Descriptors(target.Pid);
        for (var time = 0; time < 100; time++)
            PythonProcess.Attach(target.Pid).Dispose();
        Assert.Equal(before, KernelView.Descriptors(target.Pid));
        Assert.DoesNotContain(KernelView.Descriptors(Environment.ProcessId).Split('\n'), descriptor => descriptor.Contains($"/proc/{target.Pid}", StringComparison.Ordinal));
        Assert.Equal(0, KernelView.TracerPid(target.Pid));
    }

    [Theory]
    [MemberData(nameof(Interpreters.OneOfEachSeries), MemberType = typeof(Interpreters))]
    public void FindRuntime_AnyReadFails_IsFoundOrRefused(string name)
    {
        using var target = LiveTarget.Start(name, "idle.py");
        target.Send("import asyncio");
        target.WaitForLine(line => line == "IMPORTED", TimeSpan.FromSeconds(20));
        using var memory = ProcessMemory.Open(target.Pid);
        var maps = memory.ReadMaps();
        var counting = new FailingMemory(memory, -1, isGone: false);
        var runtime = PythonProcess.FindRuntime(counting, memory.Directory, maps);
        Assert.InRange(counting.Reads, 10, 2000);
        for (var failing = 0; failing < counting.Reads; failing++)
        {
            foreach (var isGone in new[] { false, true })
            {
                PythonRuntime? found = null;
                var failure = Record.Exception(() => found = PythonProcess.FindRuntime(new FailingMemory(memory, failing, isGone), memory.Directory, maps));
                Assert.True(isGone ? failure is MemoryGoneException : failure is null or Model.AttachException or UnreadableException, $"{failing}: {failure}");
                Assert.True(failure is not null || found!.At == runtime.At, $"{failing}: {found}");
            }
        }
    }

    private static void AssertFound(ChangedPython python, RuntimeRoutes route)
    {
        using var target = python.Start();
        using var process = PythonProcess.Attach(target.Pid);
        var version = process.Runtime.Version;
        Assert.Equal(route, process.Runtime.FoundBy);
        Assert.Equal(python.Interpreter.Version, new Version(version.Major, version.Minor, version.Micro));
        Assert.False(process.Runtime.IsShared);
    }

    private static PythonRuntime? Locate(PythonProcess process, RuntimeRoutes routes)
        => new PythonLocator(process.Memory, process.Memory.Directory, Images(process)).Locate(routes) is { } found
            ? found with { AsyncioDebug = process.Runtime.AsyncioDebug }
            : null;

    private static PythonImages Images(PythonProcess process)
        => new(process.Memory, process.Memory.ReadMaps(), AuxiliaryVector.Of(process.Memory.Directory).ProgramHeaders);
}
