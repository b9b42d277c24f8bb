using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Unjam.Analyzers.Tests;

/// <summary>A piece of source, in which <c>{|1:…|}</c> marks what rule UNJ001 is to report.</summary>
internal sealed partial class Snippet
{
    public static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [new SyncOverAsyncAnalyzer(), new BlockedLoopAnalyzer(), new SharedPoolAnalyzer(), new UnboundedQueueAnalyzer(), new LongRunningAnalyzer()];

    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(File.Exists).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview, DocumentationMode.None);

    /// <summary>What every project of these days has.</summary>
    public const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading;
        global using System.Threading.Tasks; global using Unjam.Executors;
        """;

    private Snippet(string source, ImmutableArray<(string Rule, int Start, int End)> expected) => (Source, Expected) = (source, expected);

    /// <summary>The source without marks.</summary>
    public string Source { get; }

    /// <summary>What was marked.</summary>
    public ImmutableArray<(string Rule, int Start, int End)> Expected { get; }

    /// <summary>Members of a class that has a loop, executors and a task at hand.</summary>
    public static Snippet OfMembers(string members) => Parse($$"""
        sealed class Code
        {
            private readonly EventLoop loop = EventLoop.Start(new LoopOptions());
            private readonly InstrumentedExecutor executor = new(new ExecutorOptions { Name = "db", QueueLimit = 10 });
            private static Task<int> LoadAsync() => Task.FromResult(1);
            private static async Task<int> WorkAsync() { await Task.Yield(); return 1; }
            {{members}}
        }
        """);

    public static Snippet Parse(string marked)
    {
        var source = new System.Text.StringBuilder();
        var expected = ImmutableArray.CreateBuilder<(string, int, int)>();
        var open = new Stack<(string Rule, int Start)>();
        var from = 0;
        foreach (var mark in Marks().EnumerateMatches(marked))
        {
            source.Append(marked, from, mark.Index - from);
            from = mark.Index + mark.Length;
            if (mark.Length == 2)
                expected.Add((open.Peek().Rule, open.Pop().Start, source.Length));
            else
                open.Push(("UNJ00" + marked[mark.Index + 2], source.Length));
        }

        source.Append(marked, from, marked.Length - from);
        return new Snippet(source.ToString(), expected.ToImmutable());
    }

    // one compilation that all others grow from: what the references hold is bound once
    private static readonly CSharpCompilation Ground = CSharpCompilation.Create("Snippet", [CSharpSyntaxTree.ParseText(Usings, Parsing, "Usings.cs")], References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    /// <summary>Compiles sources.</summary>
    public static CSharpCompilation Compile(params IEnumerable<string> sources)
    {
        SyntaxTree[] trees = [.. sources.Select(each => CSharpSyntaxTree.ParseText(each, Parsing, "Code.cs"))];
        var compilation = Ground.AddSyntaxTrees(trees);
        return trees.Any(tree => tree.GetRoot().ChildNodes().Any(node => node is GlobalStatementSyntax))
            ? compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication))
            : compilation;
    }

    /// <summary>What the analyzers say, in the order of the source. An analyzer that throws is an error.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation, AnalyzerOptions? options = null)
    {
        var run = compilation.WithAnalyzers(Analyzers, new CompilationWithAnalyzersOptions(options ?? new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: true));
        var found = await run.GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(each => each.Location.SourceSpan.Start)];
    }

    /// <summary>Fails unless the source compiles and exactly the marked places are reported.</summary>
    public async Task IsReportedAsMarkedAsync()
    {
        var compilation = Compile(Source);
        Assert.Empty(compilation.GetDiagnostics().Where(each => each.Severity == DiagnosticSeverity.Error));
        var found = await AnalyzeAsync(compilation);
        Assert.Equal(Say(Expected), Say(found.Select(each => (each.Id, each.Location.SourceSpan.Start, each.Location.SourceSpan.End))));
    }

    private string Say(IEnumerable<(string Rule, int Start, int End)> places) =>
        string.Join('\n', places.OrderBy(place => place).Select(place => $"{place.Rule} {Source[Math.Min(place.Start, Source.Length)..Math.Min(place.End, Source.Length)]}"));

    [GeneratedRegex(@"\{\|\d:|\|\}")]
    private static partial Regex Marks();
}
