using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Unjam.Analyzers.CodeFixes;

/// <summary>Fixes UNJ002: awaits the asynchronous method that takes the same arguments.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsyncTwinFix))]
[Shared]
public sealed class AsyncTwinFix : CodeFixProvider
{
    private const string Delay = "Task.Delay";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.BlockedLoop.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null || root?.FindNode(context.Span, getInnermostNodeForTie: true) is not InvocationExpressionSyntax call || Verified.HoldsReferences(call, model))
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(Rules.Twin, out var twin) || twin is null || AsyncFunction.Replace(root, call, Awaiting.Await(Twin(call, twin))) is not { } changed)
                continue;
            var title = $"await {twin}";
            if (await Verified.ChangeAsync(context.Document, changed, context.CancellationToken).ConfigureAwait(false) is { } document)
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(document), nameof(AsyncTwinFix)), diagnostic);
        }
    }

    private static InvocationExpressionSyntax Twin(InvocationExpressionSyntax call, string twin) => twin == Delay
        ? SyntaxFactory.InvocationExpression(Importing.Name("System.Threading.Tasks.Task", "Delay"), call.ArgumentList)
        : Awaiting.Named(call, twin);
}
