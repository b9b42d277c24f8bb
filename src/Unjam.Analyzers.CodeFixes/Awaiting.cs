using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Unjam.Analyzers.CodeFixes;

/// <summary>Writes an await where a wait was.</summary>
internal static class Awaiting
{
    /// <summary>The awaited form of a wait for tasks, or null when there is none that means the same.</summary>
    public static ExpressionSyntax? Of(ExpressionSyntax wait) => wait switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result => Await(result.Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList.Arguments: var arguments } => access.Name.Identifier.ValueText switch
        {
            "GetResult" when access.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax awaiter } => Await(awaiter.Expression),
            "Wait" when arguments.Count == 0 => Await(access.Expression),
            "Wait" when arguments.Count == 1 => Await(Named((InvocationExpressionSyntax)wait, "WaitAsync")),
            "WaitAll" => Await(Named((InvocationExpressionSyntax)wait, "WhenAll")),
            _ => null,
        },
        _ => null,
    };

    /// <summary>A call of another method of the same object or type, with the same arguments.</summary>
    public static InvocationExpressionSyntax Named(InvocationExpressionSyntax call, string method) => call.WithExpression(call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.WithName(SyntaxFactory.IdentifierName(method)),
        _ => SyntaxFactory.IdentifierName(method),
    });

    /// <summary>An expression, awaited.</summary>
    public static ExpressionSyntax Await(ExpressionSyntax task) => SyntaxFactory.AwaitExpression(
        SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), task.WithoutTrivia());

    /// <summary>Puts an expression where another was, with its trivia, and with parentheses where an await needs them.</summary>
    public static SyntaxNode Replace(SyntaxNode root, ExpressionSyntax old, ExpressionSyntax awaited)
    {
        ExpressionSyntax placed = NeedsParentheses(old) ? SyntaxFactory.ParenthesizedExpression(awaited) : awaited;
        return root.ReplaceNode(old, placed.WithTriviaFrom(old));
    }

    private static bool NeedsParentheses(ExpressionSyntax expression) => expression.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == expression,
        ElementAccessExpressionSyntax access => access.Expression == expression,
        InvocationExpressionSyntax call => call.Expression == expression,
        ConditionalAccessExpressionSyntax access => access.Expression == expression,
        PostfixUnaryExpressionSyntax or WithExpressionSyntax or SwitchExpressionSyntax or RangeExpressionSyntax => true,
        _ => false,
    };
}
