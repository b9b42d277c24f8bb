using System.Text;
using Unjam.Memory;
using Unjam.Memory.Tests;
using Unjam.Python.Attach;
using Unjam.Python.Layouts;

namespace Unjam.Python.Tests.Attach;

public sealed class ImagesTests
{
    private const string Library = "/usr/lib/libpython3.9.so.1.0";

    private static readonly Address Base = new(0x7f00_0000_0000);

    [Theory]
    [InlineData(true, "_PyRuntime", "_Py_RefTotal")]
    [InlineData(true, "_Py_NegativeRefcount")]
    [InlineData(false, "_PyRuntime", "Py_GetVersion")]
    [InlineData(false)]
    public void IsOne_MarksOfADebugBuild_AreTold(bool isOne, params string[] symbols)
    {
        var images = Images(Library, symbols);
        var runtime = new PythonRuntime(1, Base, new PythonVersion(3, 9, 18), false, false, null, Library, true, RuntimeRoutes.Symbol);
        Assert.Equal(isOne, DebugBuild.IsOne(images, runtime));
    }

    [Theory]
    [InlineData("/usr/lib/libpython3.9.so.1.0", true)]
    [InlineData("/usr/lib/uwsgi/python3_plugin.so", true)]
    [InlineData("/usr/lib/_queue.cpython-39-x86_64-linux-gnu.so", false)]
    [InlineData("/usr/lib/libc.so.6", false)]
    public void Likely_FileByItsName_ComesFirst(string path, bool isLikely)
    {
        var images = Images(path, "_PyRuntime");
        Assert.Equal(isLikely, images.Likely.Count == 1);
        Assert.Equal(!isLikely, images.Others().Count() == 1);
        Assert.Equal(Base + (long)ElfBuilder.ValueOf(0), images.Likely.Concat(images.Others()).Single().Find("_PyRuntime"));
    }

    [Fact]
    public void Likely_Executable_IsKnownByItsProgramHeaders()
    {
        var maps = MemoryMaps.Parse(Encoding.ASCII.GetBytes(Line("/shop")));
        var images = new PythonImages(new BytesMemory(Base, new ElfBuilder(0, true).Bytes), maps, Base + 64);
        Assert.True(Assert.Single(images.Likely).IsExecutable);
    }

    [Fact]
    public void AnyNarrowPython_Of32Bits_IsTold()
    {
        var bytes = new ElfBuilder(0, isGnuHash: true, "_PyRuntime").Bytes;
        var maps = MemoryMaps.Parse(Encoding.ASCII.GetBytes(Line(Library)));
        Assert.False(new PythonImages(new BytesMemory(Base, bytes), maps, Address.Null).AnyNarrowPython());
        bytes[4] = 1;
        var images = new PythonImages(new BytesMemory(Base, bytes), maps, Address.Null);
        Assert.True(images.AnyNarrowPython());
        Assert.Empty(images.Likely);
    }

    [Fact]
    public void Likely_FileThatIsNoProgram_IsLeftOut()
    {
        var maps = MemoryMaps.Parse(Encoding.ASCII.GetBytes(Line("/python.zip")));
        var images = new PythonImages(new BytesMemory(Base, new byte[4096]), maps, Address.Null);
        Assert.Empty(images.Likely);
        Assert.Empty(images.Others());
        Assert.True(images.AnyFileNamed("python"));
    }

    private static PythonImages Images(string path, params string[] symbols)
        => new(new BytesMemory(Base, new ElfBuilder(0, isGnuHash: true, symbols).Bytes), MemoryMaps.Parse(Encoding.ASCII.GetBytes(Line(path))), Address.Null);

    private static string Line(string path) => $"{Base.Value:x}-{Base.Value + 0x1000:x} rw-p 00000000 08:01 5 {path}\n";
}
