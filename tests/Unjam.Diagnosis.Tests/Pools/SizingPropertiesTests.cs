using FsCheck;
using FsCheck.Fluent;

namespace Unjam.Diagnosis.Tests;

/// <summary>What holds of every load, and what a simulated queue says of the formulas.</summary>
public sealed class SizingPropertiesTests
{
    private static PoolLoad Load(int workers, double utilisation, double service, double ca = 1, double cs = 1) =>
        new(workers, utilisation * workers / service, TimeSpan.FromSeconds(service)) { Items = 400, Watched = TimeSpan.FromSeconds(20), ArrivalVariability = ca, ServiceVariability = cs };

    private static readonly Arbitrary<(int Workers, double Utilisation, double Service, int Other)> Loads = (
        from workers in Gen.Choose(1, 200)
        from percent in Gen.Choose(0, 300)
        from milliseconds in Gen.Choose(1, 10_000)
        from other in Gen.Choose(1, 1000)
        select (workers, percent / 100.0, milliseconds / 1000.0, other)).ToArbitrary();

    private static void ForAll(Func<PoolLoad, int, bool> holds) =>
        Prop.ForAll(Loads, drawn => holds(Load(drawn.Workers, drawn.Utilisation, drawn.Service), drawn.Other)).QuickCheckThrowOnFailure();

    [Fact]
    public void Next_AnyLoad_IsMoreAndAtMostTwice() => ForAll((load, other) =>
        Sizing.Next(other % 4 == 0 ? load with { Burst = other } : load, TimeSpan.FromSeconds(1)) is not { } next || (next > load.Workers && next <= 2 * load.Workers));

    [Fact]
    public void Next_AnyCeiling_StaysBelowIt() => ForAll((load, other) =>
        !(Sizing.Next(load with { Ceiling = 1 + (other % 60) }, TimeSpan.FromSeconds(1)) > 1 + (other % 60)));

    [Fact]
    public void Predict_MoreWorkers_NeverWaitLonger() => ForAll((load, _) =>
    {
        var waits = Enumerable.Range(1, 250).Select(count => Sizing.Predict(load, count).Wait ?? TimeSpan.MaxValue).ToList();
        return waits.Zip(waits.Skip(1)).All(pair => pair.Second <= pair.First);
    });

    [Fact]
    public void Predict_AnyLoad_HoldsTheMeanInItsRange() => ForAll((load, other) =>
    {
        var prediction = Sizing.Predict(load, 1 + (other % 300));
        return prediction.Wait is not { } wait || (prediction.Least >= TimeSpan.Zero && prediction.Least <= wait && !(prediction.Most < wait));
    });

    [Fact]
    public void Predict_BeyondTheCeiling_GainsNothing() => ForAll((load, other) =>
    {
        var (top, bounded) = (1 + (other % 40), load with { Ceiling = 1 + (other % 40), CeilingBy = "a lock" });
        var beyond = Sizing.Predict(bounded, top + other);
        return beyond.Wait == Sizing.Predict(bounded, top).Wait && beyond.Because!.Contains($"{top} are served", StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(4, 0.75, 1, 0.05)]
    [InlineData(8, 0.85, 1, 0.08)]
    [InlineData(12, 0.7, 1, 0.06)]
    [InlineData(4, 0.8, 2, 0.15)]
    [InlineData(4, 0.8, 3, 0.15)]
    public void Predict_SimulatedQueue_WaitsSoLong(int workers, double utilisation, int shape, double within)
    {
        // gamma run times of a whole shape k: Cs² is 1/k
        var load = Load(workers, utilisation, 0.1, cs: 1.0 / shape);
        var predicted = Sizing.Predict(load, workers).Wait!.Value.TotalSeconds;
        Assert.InRange(Simulate(workers, load.ArrivalsPerSecond, 0.1, shape) / predicted, 1 - within, 1 + within);
    }

    [Theory]
    [InlineData(20, 4, 1, 2.0)]
    [InlineData(20, 8, 1, 0.8)]
    [InlineData(3, 8, 1, 0)]
    [InlineData(9, 4, 2, 12.0 / 9)]
    public void BurstWait_EqualItems_IsTheirMean(int items, int workers, double service, double seconds) =>
        Assert.Equal(seconds, Sizing.BurstWait(items, workers, TimeSpan.FromSeconds(service)).TotalSeconds, 6);

    private static double Simulate(int workers, double rate, double service, int shape)
    {
        var random = new Random(42);
        var free = new PriorityQueue<double, double>();
        for (var i = 0; i < workers; i++)
            free.Enqueue(0, 0);
        double now = 0, waited = 0;
        const int Items = 400_000;
        for (var i = 0; i < Items; i++)
        {
            now += -Math.Log(1 - random.NextDouble()) / rate;
            var start = Math.Max(now, free.Dequeue());
            waited += start - now;
            var run = 0.0;
            for (var k = 0; k < shape; k++)
                run += -Math.Log(1 - random.NextDouble()) * service / shape;
            free.Enqueue(start + run, start + run);
        }

        return waited / Items;
    }
}
