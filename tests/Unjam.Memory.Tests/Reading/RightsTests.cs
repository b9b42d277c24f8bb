using System.Globalization;
using Unjam.Live;

namespace Unjam.Memory.Tests;

/// <summary>Reading with fewer rights; these tests run as root, to have rights to lose.</summary>
public sealed class RightsTests : IDisposable
{
    private readonly PatternTarget target = new();

    public void Dispose() => target.Dispose();

    [Fact]
    public void Read_PrivilegesDroppedAfterOpening_GoesOnThroughTheFile()
        => AssertReads(Outsider("drop"), "Both", "File");

    [Theory]
    [InlineData(1)]
    [InlineData(38)]
    public void Read_CallIsFiltered_GoesOnThroughTheFile(int error)
        => AssertReads(Outsider("filter", error.ToString(CultureInfo.InvariantCulture)), "Both", "File");

    [Fact]
    public void Read_FileCannotBeOpened_GoesOnThroughTheCall()
    {
        // a socket in the place of the file cannot be opened, in a mount namespace of its own
        var place = Directory.CreateTempSubdirectory("unjam-").FullName;
        var script = $"""
            python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("{place}/socket")'
            mount --bind {place}/socket /proc/{target.Pid}/mem
            exec dotnet {Assembly} read {target.Pid} {target.Page.Value}
            """;
        AssertReads(CommandRun.Of(["unshare", "--mount", "sh", "-ec", script]), "Call", "Call");
        Directory.Delete(place, recursive: true);
    }

    [Fact]
    public void Open_AnotherUsersProcess_IsUnauthorized()
    {
        var run = CommandRun.Of(
            ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search",
                "dotnet", Assembly, "read", $"{target.Pid}", "0"]);
        Assert.Equal($"unauthorized /proc/{target.Pid}/maps may not be read\n", run.Output);
    }

    private static string Assembly => Path.Combine(AppContext.BaseDirectory, "Unjam.Outsider.dll");

    private CommandRun Outsider(params string[] what)
        => CommandRun.Of(["dotnet", Assembly, "read", $"{target.Pid}", $"{target.Page.Value}", .. what]);

    private static void AssertReads(CommandRun run, string before, string after)
    {
        var bytes = Convert.ToHexString([.. PatternTarget.Pattern(0, 16), .. PatternTarget.Pattern(64, 16)]);
        var single = BitConverter.ToUInt64(PatternTarget.Pattern(0, 8));
        Assert.Equal("", run.Errors);
        Assert.Equal($"opened {before}\nbatch 2 {bytes}\nsingle {single:x}\nbad 1 same True mode {after}\n", run.Output);
    }
}
