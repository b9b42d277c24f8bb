namespace Unjam.Analyzers.Tests;

/// <summary>The names of Unjam.Executors that the rules know, as source.</summary>
internal static class Stubs
{
    public const string Source = """
        #nullable enable
        namespace Unjam.Executors;
        public interface IWork { void Run(); }
        public sealed record ExecutorOptions { public required string Name { get; init; } public int? Threads { get; init; } public int? QueueLimit { get; init; } }
        public sealed class InstrumentedExecutor(ExecutorOptions options) : System.IAsyncDisposable
        {
            public string Name { get; } = options.Name;
            public TaskScheduler Scheduler => TaskScheduler.Default;
            public SynchronizationContext Context => new();
            public Task RunAsync(Action fn, CancellationToken ct = default) => Task.CompletedTask;
            public Task RunAsync(Action<CancellationToken> fn, CancellationToken ct = default) => Task.CompletedTask;
            public Task<T> RunAsync<T>(Func<T> fn, CancellationToken ct = default) => Task.FromResult(default(T)!);
            public Task<T> RunAsync<T>(Func<CancellationToken, T> fn, CancellationToken ct = default) => Task.FromResult(default(T)!);
            public Task RunAsync(Func<Task> fn, CancellationToken ct = default) => Task.CompletedTask;
            public Task RunAsync(Func<CancellationToken, Task> fn, CancellationToken ct = default) => Task.CompletedTask;
            public Task<T> RunAsync<T>(Func<Task<T>> fn, CancellationToken ct = default) => Task.FromResult(default(T)!);
            public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> fn, CancellationToken ct = default) => Task.FromResult(default(T)!);
            public bool Submit(IWork work) => true;
            public ValueTask DisposeAsync() => default;
        }
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
