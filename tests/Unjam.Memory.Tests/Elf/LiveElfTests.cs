using Unjam.Live;

namespace Unjam.Memory.Tests;

public sealed class LiveElfTests
{
    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void Find_RuntimeOfLivePython_IsSameInMemoryAndFile(string name)
    {
        using var python = LiveTarget.Start(name, "known_pages.py");
        using var memory = ProcessMemory.Open(python.Pid);
        var maps = memory.ReadMaps();
        var found = 0;
        foreach (var map in maps.All)
        {
            if (map.Offset != 0 || !map.FileName.Contains("python", StringComparison.Ordinal) || map.FileName.Contains(".cpython", StringComparison.Ordinal))
                continue;
            var image = ElfImage.Read(memory, map.Start);
            Assert.Null(image.Find("_PyRuntime_there_is_no_such_name"));
            if (image.Find("_PyRuntime") is not { } runtime)
                continue;
            found++;
            Assert.True(maps.TryFind(runtime, out var data) && data.May(MapAccess.Write));
            var files = TargetFiles.Open(memory.Directory, map).ToList();
            Assert.InRange(files.Count, 2, 4);
            foreach (var file in files)
            {
                using var bytes = file;
                var elf = ElfFile.Read(bytes);
                Assert.True(elf.IsSourceOf(image));
                Assert.Equal(map.File, bytes.Identity);
                Assert.Equal(runtime, image.Loaded(elf.FindSymbol("_PyRuntime")!.Value));
                Assert.Null(elf.FindSymbol("_PyRuntime_there_is_no_such_name"));
                Assert.NotNull(elf.FindSection(".dynsym"));
            }
        }

        Assert.Equal(1, found);
    }

    [Fact]
    public void Of_AuxiliaryVector_NamesTheExecutable()
    {
        using var python = new PatternTarget();
        using var memory = ProcessMemory.Open(python.Pid);
        var vector = AuxiliaryVector.Of(memory.Directory);
        Assert.True(memory.ReadMaps().TryFind(vector.ProgramHeaders, out var map));
        Assert.Equal(memory.Directory.ReadLink("exe"), map.Path);
        Assert.Equal(memory.Directory.Identify("exe"), map.File);
    }
}
