using System.Diagnostics;
using System.Globalization;
using Unjam.DotNet.Attach;
using Unjam.Live;
using Unjam.Memory;
using Unjam.Model;

namespace Unjam.DotNet.Tests.Attach;

public sealed class DotNetProcessTests
{
    private static readonly Patience Brief = new(TimeSpan.FromMilliseconds(150), TimeProvider.System, CancellationToken.None);

    [Fact]
    public void LiveProcess_IsOpened_AndSaysWhatItIs()
    {
        using var target = TargetProgram.Start();
        using var process = DotNetProcess.Open(target.Pid, TimeProvider.System);
        Assert.Equal(Environment.Version.ToString(), process.Runtime.Version);
        Assert.Equal("Unjam.DotNetTarget", process.Runtime.EntryAssembly);
        Assert.Equal(RuntimeShape.Library, process.Runtime.Shape);
        Assert.False(process.Runtime.IsNativeAot);
        Assert.True(process.Runtime.HasWaitEvents);
        Assert.Equal($".NET {Environment.Version}", process.Runtime.InWords);
        Assert.Contains("Unjam.DotNetTarget.dll wait", process.Command, StringComparison.Ordinal);
        process.EnsureSame();

        Signal(target.Pid, "KILL");
        SpinWait.SpinUntil(() => process.Directory.HasEnded, TimeSpan.FromSeconds(20));
        Assert.Throws<MemoryGoneException>(process.EnsureSame);
        Assert.Equal(AttachFailure.NoSuchProcess, Refusal(() => DotNetProcess.Open(process.Pid, TimeProvider.System)).Failure);
    }

    [Fact]
    public void Diagnostics_TurnedOff_AreNamedWithTheirSetting()
    {
        using var target = TargetProgram.Start(new Dictionary<string, string> { ["DOTNET_EnableDiagnostics"] = "0" });
        // until it has run for some seconds it might just be starting
        var refused = RefusalOf(target.Pid, until: AttachFailure.Unsupported);
        Assert.Contains("DOTNET_EnableDiagnostics=0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Port_ThatWasDeleted_IsNamed()
    {
        using var target = TargetProgram.Start();
        File.Delete(DiagnosticsPort.Of(target.Pid).Path);
        var refused = Refusal(() => DotNetProcess.Open(target.Pid, TimeProvider.System));
        Assert.Contains($"dotnet-diagnostic-{target.Pid}-", refused.Message, StringComparison.Ordinal);
        Assert.Contains("was deleted", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Process_IsStopped_IsNotWaitedFor()
    {
        using var target = TargetProgram.Start();
        Signal(target.Pid, "STOP");
        Eventually.True(() => File.ReadAllText($"/proc/{target.Pid}/stat").Contains(") T ", StringComparison.Ordinal), TimeSpan.FromSeconds(10), "it is not stopped");
        var refused = RefusalOf(target.Pid, until: AttachFailure.NotReady);
        Assert.Contains($"`kill -CONT {target.Pid}`", refused.Message, StringComparison.Ordinal);
        Signal(target.Pid, "CONT");
    }

    [Fact]
    public void Process_WithoutRuntime_IsNoDotNet()
    {
        using var sleep = Process.Start("sleep", "60");
        var refused = Refusal(() => DotNetProcess.Open(sleep.Id, TimeProvider.System));
        sleep.Kill();
        Assert.Equal(AttachFailure.Unsupported, refused.Failure);
        Assert.Contains("(sleep) is not a .NET process", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6.0.1", "older than Unjam knows (.NET 8 to 10)")]
    [InlineData("11.0.0-preview.1", "newer than this Unjam knows (.NET 8 to 10)")]
    [InlineData("", "makes no sense")]
    public void OtherVersions_AreRefused_WithWhatIsKnown(string version, string words)
    {
        using var fake = new FakePort((command, _, connection) => connection.Send(FakePort.Answer(command == 0x0404, Said(version))));
        var refused = Refusal(() => Ask(fake));
        Assert.Equal(AttachFailure.Unsupported, refused.Failure);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8.0.31", false)]
    [InlineData("9.0.0-rc.2.24473.5+abc", true)]
    public void KnownVersions_AreTaken_WithWhatTheyCan(string version, bool hasWaits)
    {
        using var fake = new FakePort((_, _, connection) => connection.Send(FakePort.Answer(true, Said(version))));
        using var process = Ask(fake);
        Assert.Equal(hasWaits, process.Runtime.HasWaitEvents);
        Assert.DoesNotContain('+', process.Runtime.Version);
        Assert.Equal("shop", process.Runtime.EntryAssembly);
    }

    [Fact]
    public void VeryOldRuntime_ThatRejectsTheQuestion_IsRefused()
    {
        using var fake = new FakePort((_, _, connection) => connection.Send(FakePort.Answer(false, [0x84, 0x13, 0x13, 0x80])));
        Explained(fake, AttachFailure.Unsupported, "older than 6");
    }

    [Fact]
    public void Socket_ThatNeverAnswers_IsLeft()
    {
        using var fake = new FakePort((_, _, _) => { });
        Explained(fake, AttachFailure.NotReady, "did not answer: Nothing came for 0.2 s; it may be stopped");
    }

    [Fact]
    public void Socket_ThatAnswersByteByByte_IsLeft()
    {
        using var end = new CancellationTokenSource();
        using var fake = new FakePort((_, _, connection) =>
        {
            foreach (var one in FakePort.Answer(true, Said("10.0.0")))
            {
                if (end.Token.WaitHandle.WaitOne(100))
                    return;
                connection.Send([one]);
            }
        });
        Explained(fake, AttachFailure.NotReady, "Only a part came within 0.2 s");
        end.Cancel();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(27)]
    [InlineData(40)]
    public void Answer_ThatIsCut_MakesNoSense(int length)
    {
        using var fake = new FakePort((_, _, connection) => connection.Send(FakePort.Answer(true, Said("10.0.0")[..length])));
        Explained(fake, AttachFailure.NotReady, "makes no sense");
    }

    [Fact]
    public void Answer_WithHugeTexts_MakesNoSense()
    {
        var said = Said("10.0.0");
        said[26] = 0x7f; // some two million characters
        using var fake = new FakePort((_, _, connection) => connection.Send(FakePort.Answer(true, said)));
        Explained(fake, AttachFailure.NotReady, "makes no sense");
    }

    [Fact]
    public void Socket_OfAnotherProcess_IsNotAsked()
    {
        using var fake = new FakePort((_, _, connection) => connection.Send(FakePort.Answer(true, Said("10.0.0"))));
        var failed = Assert.Throws<DiagnosticsException>(() => ProcessAnswer.Of(fake.Port with { Pid = 1 }, Brief));
        Assert.Equal(DiagnosticsFailure.Stranger, failed.Failure);
        Assert.Contains($"process {Environment.ProcessId} listens", failed.Message, StringComparison.Ordinal);
    }

    private static DotNetProcess Ask(FakePort fake) => DotNetProcess.Open(ProcessDirectory.Open(Environment.ProcessId), fake.Port with { Pid = Environment.ProcessId }, Brief);

    private static void Explained(FakePort fake, AttachFailure failure, string words)
    {
        using var own = ProcessDirectory.Open(Environment.ProcessId);
        var explained = NoDiagnostics.Explain(Assert.Throws<DiagnosticsException>(() => Ask(fake)), own);
        Assert.Equal(failure, explained.Failure);
        Assert.Contains(words, explained.Message, StringComparison.Ordinal);
    }

    private static byte[] Said(string version)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write((long)Environment.ProcessId);
        writer.Write(Guid.NewGuid().ToByteArray());
        foreach (var text in new[] { "dotnet shop.dll", "Linux", "x64", "shop", version })
        {
            writer.Write(text.Length + 1);
            writer.Write(System.Text.Encoding.Unicode.GetBytes(text + '\0'));
        }

        return bytes.ToArray();
    }

    private static AttachException Refusal(Func<DotNetProcess> open) => Assert.Throws<AttachException>(() => open().Dispose());

    private static AttachException RefusalOf(int pid, AttachFailure until)
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                DotNetProcess.Open(pid, TimeProvider.System).Dispose();
            }
            catch (AttachException refused) when (refused.Failure == until)
            {
                return refused;
            }
            catch (AttachException refused) when (refused.Failure == AttachFailure.NotReady)
            {
                Assert.Contains("still starting", refused.Message, StringComparison.Ordinal);
            }

            Assert.True(TimeProvider.System.GetElapsedTime(limit) < TimeSpan.FromSeconds(30), "It was not refused so in time.");
            Thread.Yield();
        }
    }

    private static void Signal(int pid, string name)
    {
        using var kill = Process.Start("kill", ["-" + name, pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
