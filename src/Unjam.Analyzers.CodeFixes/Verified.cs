using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Unjam.Analyzers.CodeFixes;

/// <summary>A change that is offered only if the changed code compiles.</summary>
internal static class Verified
{
    /// <summary>The document with a new root, or null when that brings an error that was not there.</summary>
    public static async Task<Document?> ChangeAsync(Document document, SyntaxNode root, CancellationToken cancellation)
    {
        var changed = document.WithSyntaxRoot(root);
        return await ErrorsAsync(changed, cancellation).ConfigureAwait(false) <= await ErrorsAsync(document, cancellation).ConfigureAwait(false) ? changed : null;
    }

    /// <summary>Whether a node stands where an exception changes its type when it is awaited, and somebody looks at the type.</summary>
    public static bool IsCaughtAsAggregate(SyntaxNode node) => node.Ancestors().OfType<TryStatementSyntax>().Any(attempt =>
        attempt.Block.Contains(node) && attempt.Catches.Any(each => each.Declaration?.Type.ToString().EndsWith("AggregateException", StringComparison.Ordinal) == true));

    /// <summary>Whether a function holds a span or a reference, which cannot outlive an await: the compiler says so only when it emits.</summary>
    public static bool HoldsReferences(SyntaxNode node, SemanticModel model)
    {
        var statement = node.FirstAncestorOrSelf<StatementSyntax>();
        return statement is not null && statement.DescendantNodes().OfType<ExpressionSyntax>().Any(each => IsReference(model.GetTypeInfo(each)))
            || Functions.Around(node) is { } function && Functions.OwnNodes(function).Any(each =>
                each is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax && model.GetDeclaredSymbol(each) is ILocalSymbol local && (local.IsRef || local.Type.IsRefLikeType));
    }

    private static bool IsReference(TypeInfo type) => type.Type?.IsRefLikeType == true || type.ConvertedType?.IsRefLikeType == true;

    private static async Task<int> ErrorsAsync(Document document, CancellationToken cancellation)
    {
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return model!.GetDiagnostics(cancellationToken: cancellation).Count(each => each.Severity == DiagnosticSeverity.Error);
    }
}
