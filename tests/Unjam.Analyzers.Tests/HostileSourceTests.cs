using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Unjam.Analyzers.Tests;

/// <summary>While somebody types, sources are broken most of the time.</summary>
public sealed class HostileSourceTests
{
    private const string Source = """
        namespace N; sealed class Code : IWork {
        private readonly EventLoop loop = EventLoop.Start(new LoopOptions()); private static readonly Task<int> Done = Task.FromResult(1);
        private readonly InstrumentedExecutor executor = new(new ExecutorOptions { Name = "db" });
        public void Run() => Task.WaitAll(Done, LoadAsync());
        async Task<int> M(Task<int>[] tasks, Dictionary<int, Task<int>> more) {
          using (Blocking.Allowed("x")) tasks[0].Wait(); using var scope = Blocking.Allowed("y");
          foreach (var (k, t) in more) Console.Write(t?.Result); await foreach (var t in Task.WhenEach(tasks)) Console.Write(t.Result);
          if (!tasks[1].IsCompleted) tasks[1].GetAwaiter().GetResult(); loop.Post(Tick); loop.Post(() => Tick()); return Done is { IsCompleted: true } ? Done.Result : 0; }
        void Tick() { Thread.Sleep(TimeSpan.FromSeconds(1)); loop.Context.Post(_ => Thread.Sleep(0), null); }
        Task O() => Task.Run(() => { var text = File.ReadAllText("a"); Inner(); void Inner() => Thread.Sleep(1); });
        Task P() => Task.Factory.StartNew(async () => { await LoadAsync(); }, default, TaskCreationOptions.LongRunning, executor.Scheduler).Unwrap();
        object Q() { var o = new ExecutorOptions { Name = "a" }; return new InstrumentedExecutor(o); } object R() => System.Threading.Channels.Channel.CreateUnbounded<Action>();
        Task<int> LoadAsync() => executor.RunAsync(ct => LoadAsync().ContinueWith(async t => t.Result).Result.Result); }
        """;

    [Fact]
    public async Task Source_CutAnywhere_NeverBreaksAnAnalyzer() =>
        await AnalyzersSurviveAsync(Enumerable.Range(0, Source.Length / 29).Select(at => Source[..(at * 29)]));

    [Fact]
    public async Task Source_WithTokensMissing_NeverBreaksAnAnalyzer()
    {
        var tokens = CSharpSyntaxTree.ParseText(Source).GetRoot().DescendantTokens().ToArray();
        await AnalyzersSurviveAsync(Enumerable.Range(0, tokens.Length / 9).Select(at => Source.Remove(tokens[at * 9].SpanStart, tokens[at * 9].Span.Length)));
    }

    [Fact]
    public async Task Source_WithTokensSwapped_NeverBreaksAnAnalyzer()
    {
        var tokens = CSharpSyntaxTree.ParseText(Source).GetRoot().DescendantTokens().Select(token => token.Text).ToArray();
        var random = new Random(20);
        await AnalyzersSurviveAsync(Enumerable.Range(0, 12).Select(_ =>
        {
            var mixed = tokens.ToArray();
            for (var swap = 0; swap < 4; swap++)
            {
                var (a, b) = (random.Next(mixed.Length), random.Next(mixed.Length));
                (mixed[a], mixed[b]) = (mixed[b], mixed[a]);
            }

            return string.Join(' ', mixed);
        }));
    }

    [Fact]
    public async Task Source_CutAnywhere_NeverBreaksAFix()
    {
        for (var at = 300; at < Source.Length; at += 211)
            await Fixing.OfferAsync(Source[..at]);
    }

    private static async Task AnalyzersSurviveAsync(IEnumerable<string> sources)
    {
        // each in a namespace of its own, so that all are looked at in one go and none is a double
        var compilation = Snippet.Compile(sources.Select((source, index) => source.Replace("namespace N;", $"namespace N{index};", StringComparison.Ordinal)));
        var found = await Snippet.AnalyzeAsync(compilation);
        Assert.DoesNotContain(found, each => each.Id == "AD0001");
        Assert.Contains(found, each => each.Id.StartsWith("UNJ", StringComparison.Ordinal) && each.Severity == DiagnosticSeverity.Warning);
    }
}
