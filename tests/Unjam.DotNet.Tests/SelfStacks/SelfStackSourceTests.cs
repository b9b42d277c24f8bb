using Microsoft.Extensions.Logging;
using Unjam.SelfStacks;

namespace Unjam.DotNet.Tests.SelfStacks;

public sealed class SelfStackSourceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Stacks_AskedForTooOften_AreNotTaken()
    {
        var time = new SettableTime();
        var source = new SelfStackSource(new SelfStackOptions { Between = TimeSpan.FromSeconds(10), Time = time, Silence = Patience });
        Assert.True(source.Take(CancellationToken.None).Length > 0, source.Reason);
        Assert.Empty(source.Take(CancellationToken.None));
        time.Now = TimeSpan.FromSeconds(9.9);
        Assert.Empty(source.Take(CancellationToken.None));
        time.Now = TimeSpan.FromSeconds(10);
        Assert.True(source.Take(CancellationToken.None).Length > 0, source.Reason);
        Assert.Null(source.Reason);
        Assert.InRange(source.Cost.Rounds, 1, 1_000);
    }

    [Fact]
    public void Look_Cancelled_GivesNothingAndDoesNotThrow()
    {
        var log = new CountingLog();
        var source = new SelfStackSource(new SelfStackOptions { Between = TimeSpan.Zero, Logger = log, Silence = Patience });
        Assert.Empty(source.Take(new CancellationToken(true)));
        Assert.Empty(source.Take(new CancellationToken(true)));
        Assert.Equal("the look was cancelled.", source.Reason);
        Assert.Equal(0, log.Warnings);
        Assert.True(source.Take(CancellationToken.None).Length > 0, source.Reason);
        Assert.Null(source.Reason);
    }

    [Fact]
    public void Log_ThatThrows_HarmsNoLook()
    {
        var source = new SelfStackSource(new SelfStackOptions { Logger = new CountingLog { Throws = true }, Silence = Patience });
        Assert.True(source.Take(CancellationToken.None).Length > 0, source.Reason);
        Assert.Equal("the sink is full", source.LogFailure?.Message);
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SelfStackSource(new SelfStackOptions { Between = TimeSpan.FromSeconds(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SelfStackSource(new SelfStackOptions { Window = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SelfStackSource(new SelfStackOptions { Silence = TimeSpan.Zero }));
    }

    private sealed class SettableTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    private sealed class CountingLog : ILogger
    {
        public bool Throws { get; init; }

        public int Warnings { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (Throws)
                throw new InvalidOperationException("the sink is full");
            Warnings += logLevel == LogLevel.Warning ? 1 : 0;
        }
    }
}
