namespace Unjam.Analyzers.Tests;

/// <summary>The names of the event loop that the rules know, as source.</summary>
internal static class Stubs
{
    public const string Source = """
        #nullable enable
        namespace Unjam.Executors;
        public sealed record LoopOptions { public string Name { get; init; } = ""; }
        public sealed class LoopTimer { }
        public sealed class EventLoop
        {
            public static EventLoop? Current => null;
            public SynchronizationContext Context => new();
            public TaskScheduler Scheduler => TaskScheduler.Default;
            public static EventLoop Start(LoopOptions options) => new();
            public static void Run(Func<Task> main, LoopOptions? options = null) { }
            public static T Run<T>(Func<Task<T>> main, LoopOptions? options = null) => default!;
            public void Post(Action callback) { }
            public void Post<TState>(Action<TState> callback, TState state) { }
            public LoopTimer PostAfter(TimeSpan delay, Action callback) => new();
            public Task RunAsync(Func<Task> function) => Task.CompletedTask;
            public Task<T> RunInExecutorAsync<T>(InstrumentedExecutor executor, Func<CancellationToken, T> fn, CancellationToken ct = default) => Task.FromResult(default(T)!);
        }
        public static class Blocking { public static IDisposable Allowed(string reason) => null!; }
        """;
}
