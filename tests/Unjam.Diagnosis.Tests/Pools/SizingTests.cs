namespace Unjam.Diagnosis.Tests;

public sealed class SizingTests
{
    [Theory]
    [InlineData(9, 131)]
    [InlineData(10, 41)]
    [InlineData(11, 16)]
    [InlineData(12, 7)]
    public void MeanWait_OfferedLoadOfEight_IsThatOfErlangC(int workers, double milliseconds) =>
        Assert.Equal(milliseconds, Sizing.MeanWait(workers, 40, TimeSpan.FromSeconds(0.2))!.Value.TotalMilliseconds, 0.5);

    [Fact]
    public void WaitProbability_OneWorker_IsItsUtilisation() => Assert.Equal(0.7, Sizing.WaitProbability(1, 0.7), 12);

    [Fact]
    public void WaitProbability_ThousandsOfWorkers_StaysAProbability() => Assert.InRange(Sizing.WaitProbability(5000, 4900), 0, 1);

    [Fact]
    public void MeanWait_MoreLoadThanWorkers_IsUnbounded() => Assert.Null(Sizing.MeanWait(4, 40, TimeSpan.FromSeconds(0.2)));

    [Theory]
    [InlineData(8, 40, 0.2, 0, 11)]
    [InlineData(4, 4, 1, 0, 6)]
    [InlineData(4, 4, 1, 20, 8)]
    [InlineData(4, 400, 1, 0, 8)]
    [InlineData(16, 4, 1, 0, null)]
    public void Next_Step_IsNeverMoreThanTwiceAsMany(int workers, double rate, double service, int burst, int? next) =>
        Assert.Equal(next, Sizing.Next(new PoolLoad(workers, rate, TimeSpan.FromSeconds(service)) { Burst = burst }, TimeSpan.FromSeconds(1)));
}
