using Unjam.Live;

namespace Unjam.Memory.Tests;

/// <summary>A process id is used again; this test runs as root, to choose the id.</summary>
public sealed class PidReuseTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Fact]
    public void EnsureSame_PidIsUsedAgain_IsGone_AndWhatStaysOpenIsNotTheNewOne()
    {
        using var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "pid_reuse.py");
        var expected = target.Announcement.GetProperty("expect");
        var pid = expected.GetProperty("child").GetInt32();
        var at = new Address(expected.GetProperty("at").GetUInt64());
        using var memory = ProcessMemory.Open(pid);
        using var sights = new ThreadSights(memory.Directory);
        var identity = ProcessIdentity.Of(memory.Directory);
        Assert.Equal("AAAA", Batch());
        memory.EnsureSame();
        Assert.True(sights.TryLook(pid, out _));

        target.Send("die");
        target.WaitForLine(line => line == "dead", Limit);
        target.Send("again");
        target.WaitForLine(line => line == "second", Limit);

        // the call goes by the number and reads the new process: that is why EnsureSame must follow
        Assert.Equal("BBBB", Batch());
        Assert.False(memory.IsSame());
        Assert.Throws<MemoryGoneException>(memory.EnsureSame);
        Assert.Throws<MemoryGoneException>(() => memory.UInt8(at));
        Assert.Throws<MemoryGoneException>(memory.ReadMaps);
        Assert.True(memory.Directory.HasEnded);
        Assert.False(memory.Directory.TryStat(out _));
        Assert.False(sights.TryLook(pid, out _));
        Assert.Throws<MemoryGoneException>(() => ProcessIdentity.Of(memory.Directory));
        using var again = ProcessDirectory.Open(pid);
        Assert.NotEqual(identity, ProcessIdentity.Of(again));
        Assert.Equal(identity.Executable, ProcessIdentity.Of(again).Executable);

        string Batch()
        {
            MemoryRange[] ranges = [new(at, 1), new(at + 10, 1), new(at + 100, 1), new(at + 1000, 1)];
            var bytes = new byte[4];
            Assert.Equal(4, memory.Read(ranges, bytes));
            return System.Text.Encoding.ASCII.GetString(bytes);
        }
    }
}
