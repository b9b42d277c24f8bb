using System.Text;

namespace Unjam.Memory.Tests;

public sealed class ProcessStatTests
{
    private const string Rest = " S 17 42 42 34816 42 4194304 300 0 0 0 7 3 0 0 20 0 5 0 987654 2560000 900 18446744073709551615";

    [Theory]
    [InlineData("python3")]
    [InlineData("")]
    [InlineData(") R 1 (")]
    [InlineData("a (b) c")]
    [InlineData("new\nline")]
    public void TryParse_AnyName_FindsTheFieldsBehindIt(string name)
    {
        var line = Encoding.UTF8.GetBytes($"42 ({name}){Rest}\n");
        Assert.True(ProcessStat.TryParse(line, out var stat));
        Assert.Equal(new ProcessStat('S', 17, 4194304, 5, 987654), stat);
        Assert.Equal(name, ProcessStat.Name(line));
    }

    [Fact]
    public void TryParse_FieldsAreNegative_AreRead()
    {
        Assert.True(ProcessStat.TryParse("1 (init) S 0 1 1 0 -1 4194560 0 0 0 0 0 0 0 0 20 -5 1 0 30 0 0"u8, out var stat));
        Assert.Equal(30ul, stat.StartTime);
    }

    [Fact]
    public void TryParse_LineIsCut_IsRefused()
    {
        var line = Encoding.UTF8.GetBytes("42 (python3)" + Rest);
        var end = Encoding.UTF8.GetString(line).IndexOf(" 987654", StringComparison.Ordinal) + 1;
        for (var length = 0; length < end; length++)
            Assert.False(ProcessStat.TryParse(line.AsSpan(0, length), out _), $"cut at {length}");
    }

    [Fact]
    public void Of_OwnProcess_IsItself()
    {
        using var directory = ProcessDirectory.Open(Environment.ProcessId);
        var identity = ProcessIdentity.Of(directory);
        Assert.Equal(Environment.ProcessId, identity.Pid);
        Assert.NotNull(identity.Executable);
        Assert.Equal(identity, ProcessIdentity.Of(directory));
        Assert.False(directory.HasEnded);
    }
}
