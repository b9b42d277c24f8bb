using System.Text;
using Unjam.Memory;
using Unjam.Python.Attach;

namespace Unjam.Python.Tests.Attach;

public sealed class TextTests
{
    [Theory]
    [InlineData("python3.11", 3, 11)]
    [InlineData("libpython3.9.so.1.0", 3, 9)]
    [InlineData("libpython3.6m.so.1.0", 3, 6)]
    [InlineData("python2.7", 2, 7)]
    [InlineData("python3.13t", 3, 13)]
    [InlineData("Python3.12", 3, 12)]
    [InlineData("mypython-python3.10", 3, 10)]
    public void FromFileName_NameHoldsAVersion_IsRead(string name, int major, int minor)
    {
        var version = VersionText.FromFileName(name)!.Value;
        Assert.Equal((major, minor, -1), (version.Major, version.Minor, version.Micro));
    }

    [Theory]
    [InlineData("python")]
    [InlineData("python3")]
    [InlineData("libpython3.so")]
    [InlineData("python.11")]
    [InlineData("pythonpythonpython3")]
    [InlineData("shop")]
    [InlineData("")]
    public void FromFileName_NameHoldsNone_IsNull(string name) => Assert.Null(VersionText.FromFileName(name));

    [Theory]
    [InlineData("app", "app")]
    [InlineData("red\u001b[31m", "red\ufffd[31m")]
    [InlineData("line\nbreak\r\t", "line\ufffdbreak\ufffd\ufffd")]
    [InlineData("gpj.\u202etxt", "gpj.\ufffdtxt")]
    [InlineData("ü – 語 😀", "ü – 語 😀")]
    public void Printable_TextOfATarget_HasNoControls(string text, string shown) => Assert.Equal(shown, TargetText.Printable(text));

    [Fact]
    public void Printable_HalfACharacter_IsReplaced() => Assert.Equal("half\ufffd", TargetText.Printable("half" + (char)0xd800));

    [Fact]
    public void Printable_LongText_IsCut() => Assert.Equal(201, TargetText.Printable(new string('x', 10_000)).Length);

    [Fact]
    public void IsPythonName_ExtensionModules_AreNot()
    {
        Assert.True(PythonImage.IsPythonName("python3.11"));
        Assert.True(PythonImage.IsPythonName("python3_plugin.so"));
        Assert.False(PythonImage.IsPythonName("_asyncio.cpython-313-x86_64-linux-gnu.so"));
        Assert.False(PythonImage.IsPythonName("libc.so.6"));
    }

    [Theory]
    [InlineData("xdebugpy", 0x030d00f0ul, 0ul, true)]
    [InlineData("xdebugpy", 0x030d00f0ul, 1ul, true)]
    [InlineData("xdebugpy", 0x030d00f0ul, 2ul, false)]
    [InlineData("xdebugpy", 0ul, 0ul, false)]
    [InlineData("xdebugpx", 0x030d00f0ul, 0ul, false)]
    public void Read_HeaderOfARuntime_IsCheckedBeforeItIsTaken(string cookie, ulong version, ulong freeThreaded, bool isOne)
    {
        byte[] header = [.. Encoding.ASCII.GetBytes(cookie), .. BitConverter.GetBytes(version), .. BitConverter.GetBytes(freeThreaded)];
        var found = RuntimeHeader.Read(new Header(header), new Address(0x1000));
        Assert.Equal(isOne, found is not null);
        if (found is { } runtime)
            Assert.Equal(("3.13.0", freeThreaded == 1), (runtime.Version.ToString(), runtime.IsFreeThreaded));
    }

    private sealed class Header(byte[] bytes) : IMemory
    {
        public int Read(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
        {
            bytes.CopyTo(into);
            return 1;
        }
    }
}
