using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Unjam.Analyzers.CodeFixes;

namespace Unjam.Analyzers.Tests;

/// <summary>Applies the fixes of a piece of source.</summary>
internal static class Fixing
{
    private static readonly ImmutableArray<CodeFixProvider> Providers = [new AwaitFix(), new AsyncTwinFix(), new ExecutorFix(), new TaskRunFix()];
    private static readonly Lazy<Project> Ground = new(Open);

    /// <summary>The source after the first diagnostic that has a fix was fixed, again and again, until none has; fails if that does not compile.</summary>
    public static async Task<string> AllAsync(string source)
    {
        for (var round = 0; round < 8; round++)
        {
            var offered = await OfferAsync(source);
            if (offered.IsEmpty)
                return source;
            var next = await ApplyAsync(offered[0].Action, offered[0].Document);
            Assert.Empty(Snippet.Compile(next).Emit(Stream.Null).Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error));
            source = next;
        }

        throw new InvalidOperationException("Fixing does not end:\n" + source);
    }

    /// <summary>What is offered for a piece of source, whatever its state.</summary>
    public static async Task<ImmutableArray<(Document Document, CodeAction Action)>> OfferAsync(string source)
    {
        var (document, compilation) = await OpenAsync(source);
        var actions = ImmutableArray.CreateBuilder<(Document, CodeAction)>();
        foreach (var diagnostic in (await Snippet.AnalyzeAsync(compilation)).Where(each => each.Location.SourceTree?.FilePath == "Code.cs"))
        {
            foreach (var provider in Providers.Where(each => each.FixableDiagnosticIds.Contains(diagnostic.Id)))
                await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add((document, action)), default));
        }

        return actions.ToImmutable();
    }

    private static async Task<(Document Document, Compilation Compilation)> OpenAsync(string source)
    {
        var ground = Ground.Value;
        await ground.GetCompilationAsync();
        var document = ground.AddDocument("Code.cs", SourceText.From(source), filePath: "Code.cs");
        document = document.Project.WithCompilationOptions(Snippet.Compile(source).Options).GetDocument(document.Id)!;
        return (document, (await document.Project.GetCompilationAsync())!);
    }

    private static Project Open()
    {
        var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Snippet", "Snippet", LanguageNames.CSharp,
            compilationOptions: Snippet.Compile([]).Options, parseOptions: Snippet.Parsing, metadataReferences: Snippet.References));
        return project.AddDocument("Usings.cs", Snippet.Usings).Project;
    }

    private static async Task<string> ApplyAsync(CodeAction action, Document document)
    {
        var operations = await action.GetOperationsAsync(default);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        return (await changed.GetTextAsync()).ToString();
    }
}
