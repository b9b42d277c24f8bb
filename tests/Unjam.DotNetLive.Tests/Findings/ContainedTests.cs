using Unjam.Live;
using Xunit.Abstractions;

namespace Unjam.DotNetLive.Tests.Findings;

/// <summary>A process as in a container: it has numbers of its own for itself and its threads, and its port is in a folder that only it sees.</summary>
public sealed class ContainedTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(8);

    [Fact]
    public void StarvedPool_InNamespacesOfItsOwn_IsFoundAndItsCallNamed()
    {
        Assert.True(Environment.IsPrivilegedProcess, "Only root can make such namespaces: run the tests as root.");
        using var target = LiveTarget.Start(
            ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", "mount -t tmpfs none /mnt && TMPDIR=/mnt exec \"$@\"", "sh", .. DotNetRuntimes.Words("sleep")]);
        Assert.Equal(1, target.Announcement.GetProperty("pid").GetInt32());
        Assert.Empty(Directory.GetFiles("/mnt", "dotnet-diagnostic-1-*"));
        var seen = Seen.Of(target, Long);
        output.WriteLine($"{seen}");
        seen.IsAsAnnounced(target);
    }
}
