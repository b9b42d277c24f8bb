using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Unjam.Executors.Tests.Loops;

/// <summary>Keeps what is logged; throws instead when it is told to.</summary>
internal sealed class ListedLog(bool throws = false) : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text, Exception? Failure)> entries = new();

    public IReadOnlyList<(LogLevel Level, string Text, Exception? Failure)> Entries => [.. entries];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (throws)
            throw new InvalidOperationException("This logger does not log.");
        entries.Enqueue((logLevel, formatter(state, exception), exception));
    }
}
