using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Unjam.Analyzers.CodeFixes;

/// <summary>Fixes UNJ001: awaits the task.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitFix))]
[Shared]
public sealed class AwaitFix : CodeFixProvider
{
    private const string Title = "Await the task";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.SyncOverAsync.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null || root?.FindNode(context.Span, getInnermostNodeForTie: true) is not ExpressionSyntax wait)
            return;
        if (Verified.IsCaughtAsAggregate(wait) || Verified.HoldsReferences(wait, model))
            return;
        if (Awaiting.Of(wait) is not { } awaited || AsyncFunction.Replace(root, wait, awaited) is not { } changed)
            return;
        if (await Verified.ChangeAsync(context.Document, changed, context.CancellationToken).ConfigureAwait(false) is { } document)
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(document), Title), context.Diagnostics);
    }
}
