using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Unjam.Hosting.Tests;

/// <summary>A log that remembers what it was told.</summary>
public sealed class Told : ILogger, ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Name, string Text)> entries = new();

    public (LogLevel Level, string Name, string Text)[] Entries => [.. entries];

    public (LogLevel Level, string Name, string Text)[] Of(string eventName) => [.. entries.Where(entry => entry.Name == eventName)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        entries.Enqueue((logLevel, eventId.Name ?? "", formatter(state, exception)));

    public void Dispose() => entries.Clear();
}
