using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Unjam.Executors.Tests.Pools;

/// <summary>A logger that keeps its lines, or throws at each.</summary>
internal sealed class Lines(LogLevel least = LogLevel.Information, bool throws = false) : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> all = new();

    public IReadOnlyCollection<(LogLevel Level, string Text)> All => all;

    public IEnumerable<string> At(LogLevel level) => all.Where(line => line.Level == level).Select(line => line.Text);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (throws)
            throw new IOException("the disk is full");
        all.Enqueue((logLevel, formatter(state, exception)));
    }
}
