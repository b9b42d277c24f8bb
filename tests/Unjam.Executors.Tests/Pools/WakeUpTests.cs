using System.Globalization;

namespace Unjam.Executors.Tests.Pools;

/// <summary>No item waits beside a parked worker: checked with delays wherever threads can meet.</summary>
public sealed class WakeUpTests
{
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("UNJAM_STRESS") ?? "120000", CultureInfo.InvariantCulture) / 800;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task WakeUps_WithDelaysAtEveryStep_AreNeverLost(int threads)
    {
        var delays = new Delays(leaveOut: null);
        await using var executor = new InstrumentedExecutor(new() { Name = "wake", Threads = threads, QueueLimit = 2, Interleaving = delays.At });
        Assert.Null(await Lost(executor, Rounds));
        Assert.True(delays.Seen(Step.Parked) > 0 && delays.Seen(Step.BeforeWake) > 0, "No worker was ever parked: nothing was checked.");
    }

    [Fact]
    public async Task WakeUps_WhenWorkersDoNotLookAgain_AreFoundLost()
    {
        var delays = new Delays(leaveOut: Step.LookAgain);
        await using var executor = new InstrumentedExecutor(new() { Name = "broken", Threads = 1, Interleaving = delays.At, DrainDeadline = TimeSpan.FromMilliseconds(1) });
        Assert.NotNull(await Lost(executor, rounds: 20_000));
    }

    /// <summary>Hands over one item after the other; the number of the first that nobody ran, null when all were.</summary>
    private static async Task<int?> Lost(InstrumentedExecutor executor, int rounds)
    {
        var random = new Random(1);
        for (var round = 0; round < rounds; round++)
        {
            var items = Enumerable.Range(0, random.Next(1, 4)).Select(_ => executor.RunAsync(() => { })).ToArray();
            // handing over while the workers are about to park is what it is about
            Thread.SpinWait(random.Next(3000));
            try
            {
                await Task.WhenAll(items).WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                return round;
            }
        }

        return null;
    }

    /// <summary>Delays threads at random at each step, and leaves out one when told to.</summary>
    private sealed class Delays(Step? leaveOut)
    {
        private readonly int[] seen = new int[Enum.GetValues<Step>().Length];

        public int Seen(Step step) => Volatile.Read(ref seen[(int)step]);

        public bool At(Step step)
        {
            Interlocked.Increment(ref seen[(int)step]);
            switch (Random.Shared.Next(8))
            {
                case 0:
                    Thread.Yield();
                    break;
                case 1:
                    Thread.SpinWait(Random.Shared.Next(2000));
                    break;
            }

            return step != leaveOut;
        }
    }
}
