using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Unjam.Analyzers.CodeFixes;

/// <summary>Fixes UNJ003: gives the function to the one executor that is in scope.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExecutorFix))]
[Shared]
public sealed class ExecutorFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.SharedPool.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null || root?.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } run || Executor(model, run.SpanStart) is not { } executor)
            return;
        // the other arguments of StartNew, options and a state, have no place in RunAsync
        if (model.GetSymbolInfo(run).Symbol is not IMethodSymbol method || method.Name == "StartNew" && method.Parameters.Length > 1)
            return;
        var title = $"{executor}.RunAsync";
        var changed = root.ReplaceNode(run.Expression, SyntaxFactory.ParseExpression(title).WithTriviaFrom(run.Expression));
        if (await Verified.ChangeAsync(context.Document, changed, context.CancellationToken).ConfigureAwait(false) is { } document)
            context.RegisterCodeFix(CodeAction.Create($"Give it to {title}", _ => Task.FromResult(document), nameof(ExecutorFix)), context.Diagnostics);
    }

    // with two in scope a person has to choose
    private static string? Executor(SemanticModel model, int position)
    {
        var found = model.LookupSymbols(position).Where(symbol => IsExecutor(Type(symbol, position))).Take(2).ToArray();
        return found.Length == 1 ? found[0].Name : null;
    }

    private static ITypeSymbol? Type(ISymbol symbol, int position) => symbol switch
    {
        // a local that is declared further down is in scope for the lookup, and of no use
        ILocalSymbol local => local.Locations[0].SourceSpan.End < position ? local.Type : null,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol { IsIndexer: false } property => property.Type,
        _ => null,
    };

    private static bool IsExecutor(ITypeSymbol? type) => type is { Name: "InstrumentedExecutor", ContainingNamespace: { } space } && space.ToDisplayString() == "Unjam.Executors";
}
