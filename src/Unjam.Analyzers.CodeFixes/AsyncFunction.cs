using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Unjam.Analyzers.CodeFixes;

/// <summary>Makes the function around an await async, where that is safe.</summary>
internal static class AsyncFunction
{
    private const string Inside = "unjam-inside";

    /// <summary>Puts an awaited expression in place of another, in a function that is async or becomes so; null where that is not safe.</summary>
    public static SyntaxNode? Replace(SyntaxNode root, ExpressionSyntax old, ExpressionSyntax awaited)
    {
        switch (Functions.Around(old))
        {
            case LocalFunctionStatementSyntax local when local.Modifiers.Any(SyntaxKind.AsyncKeyword):
            case MethodDeclarationSyntax method when method.Modifiers.Any(SyntaxKind.AsyncKeyword):
            case AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: not 0 }:
            case CompilationUnitSyntax:
                return Awaiting.Replace(root, old, awaited);
            case LambdaExpressionSyntax lambda when IsGivenToRunAsync(lambda):
                var mark = new SyntaxAnnotation(Inside);
                var replaced = Awaiting.Replace(root, old, awaited.WithAdditionalAnnotations(mark));
                var inner = Functions.Around(replaced.GetAnnotatedNodes(mark).First());
                return inner is LambdaExpressionSyntax again ? replaced.ReplaceNode(again, Async(again)) : null;
            default:
                return null;
        }
    }

    // RunAsync takes async functions too, and its task then ends when they end: nothing changes for who waits for it
    private static bool IsGivenToRunAsync(LambdaExpressionSyntax lambda) =>
        lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RunAsync" } } };

    private static LambdaExpressionSyntax Async(LambdaExpressionSyntax lambda)
    {
        var keyword = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithLeadingTrivia(lambda.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space);
        return lambda.WithoutLeadingTrivia() switch
        {
            SimpleLambdaExpressionSyntax simple => simple.AddModifiers(keyword),
            ParenthesizedLambdaExpressionSyntax parenthesized => parenthesized.AddModifiers(keyword),
            var other => other,
        };
    }
}
