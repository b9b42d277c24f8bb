using System.Diagnostics;

namespace Unjam.Memory.Tests.Kernel;

public sealed class ProcessMeterTests
{
    [Fact]
    public void OwnProcess_WhileItWorks_IsCounted()
    {
        using var meter = ProcessMeterSight.Open(Environment.ProcessId);
        Assert.True(meter.TryRead(out var before));
        using (var process = Process.GetCurrentProcess())
        {
            Assert.InRange(before.Threads, 2, 10_000);
            Assert.InRange(before.ResidentBytes, process.WorkingSet64 / 2, process.WorkingSet64 * 2);
            Assert.InRange(before.Cpu.TotalSeconds, 0.01, process.TotalProcessorTime.TotalSeconds + 1);
        }

        var until = before.Cpu + TimeSpan.FromMilliseconds(50);
        ProcessCounts after = default;
        Unjam.Live.Eventually.True(() => meter.TryRead(out after) && after.Cpu >= until && after.VoluntarySwitches > before.VoluntarySwitches, TimeSpan.FromSeconds(20), "nothing is counted");
        Assert.True(after.InvoluntarySwitches >= before.InvoluntarySwitches);
    }

    [Fact]
    public void Process_ThatHasEnded_HasNoCounts()
    {
        using var process = Process.Start("sleep", "60");
        using var meter = ProcessMeterSight.Open(process.Id);
        Assert.True(meter.TryRead(out var counts));
        Assert.Equal(1, counts.Threads);
        process.Kill();
        process.WaitForExit();
        Assert.True(meter.HasEnded);
        Assert.False(meter.TryRead(out _));
    }

    [Fact]
    public void Line_WithAHostileName_IsReadBehindIt()
    {
        var fields = new long[43];
        var numbers = string.Join(' ', Enumerable.Range(4, 39).Select(field => field == 19 ? "-5" : field == 25 ? "18446744073709551615" : $"{field}"));
        Assert.True(ProcessMeterSight.TryFields(System.Text.Encoding.UTF8.GetBytes($"7 (a) S 1 (b) 2) R {numbers} 0 0\n"), fields));
        Assert.Equal((14, 15, -5, 20, 42), (fields[14], fields[15], fields[19], fields[20], fields[42]));
        Assert.False(ProcessMeterSight.TryFields("7 (python) R 1 2 3"u8, fields));
        Assert.False(ProcessMeterSight.TryFields(""u8, fields));
        Assert.False(ProcessMeterSight.TryFields("no parenthesis at all"u8, fields));
    }

    [Fact]
    public void Owner_OfAProcess_IsOneUserOrNobody()
    {
        Assert.Equal(new ProcessOwner(1000, 100), ProcessOwner.Parse("Name:\tx\nUid:\t1000\t1000\t1000\t1000\nGid:\t100\t100\t100\t100\n"u8));
        Assert.Null(ProcessOwner.Parse("Name:\tx\nUid:\t1000\t0\t1000\t1000\nGid:\t100\t100\t100\t100\n"u8));
        Assert.Null(ProcessOwner.Parse("Name:\tx\nUid:\t1000\n"u8));
        Assert.Null(ProcessOwner.Of(int.MaxValue));
        Assert.NotNull(ProcessOwner.Of(Environment.ProcessId));
    }
}
