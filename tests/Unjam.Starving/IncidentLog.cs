using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Unjam.Starving;

/// <summary>Prints each entry of the watchdog's log with what was true at that moment.</summary>
public sealed class IncidentLog(Stage stage, bool throws) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var truth = stage.Truth.OldestWaiting.TotalSeconds;
        var values = (state as IEnumerable<KeyValuePair<string, object?>> ?? []).ToDictionary(each => each.Key, each => each.Value);
        var facts = new JsonObject { ["truth"] = truth, ["text"] = formatter(state, exception), ["level"] = logLevel.ToString() };
        foreach (var name in new[] { "Kind", "Wait", "Threads", "MinThreads", "Busy", "Blocked", "Queued", "Injected" })
        {
            if (values.TryGetValue(name, out var value))
                facts[name] = value is double number ? number : value?.ToString();
        }

        stage.Tell(eventId.Id == 4001 ? "opened" : "closed", facts);
        if (throws)
            throw new InvalidOperationException("this log always throws");
    }
}
