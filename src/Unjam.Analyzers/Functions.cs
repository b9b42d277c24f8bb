using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Unjam.Analyzers;

/// <summary>Which function an operation belongs to.</summary>
internal static class Functions
{
    /// <summary>The innermost lambda or local function around an operation; null when it stands in the body of a member itself.</summary>
    public static IOperation? Around(IOperation operation)
    {
        for (var at = operation.Parent; at is not null; at = at.Parent)
        {
            if (at is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return at;
        }

        return null;
    }

    /// <summary>The syntax of the innermost function around a node: lambda, local function, accessor or member.</summary>
    public static SyntaxNode? Around(SyntaxNode node) => node.Ancestors().FirstOrDefault(IsFunction);

    /// <summary>The symbol of the innermost function around an operation.</summary>
    public static IMethodSymbol? Symbol(IOperation operation, ISymbol containing) => Around(operation) switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation local => local.Symbol,
        _ => containing as IMethodSymbol,
    };

    /// <summary>The nodes of a function's own code: not those of functions inside it.</summary>
    public static IEnumerable<SyntaxNode> OwnNodes(SyntaxNode function) =>
        function.DescendantNodes(inner => inner == function || !IsFunction(inner)).Where(node => node == function || !IsFunction(node));

    /// <summary>The operations of a function's own code.</summary>
    public static IEnumerable<IOperation> OwnOperations(IOperation function)
    {
        foreach (var child in function.ChildOperations)
        {
            if (child is IAnonymousFunctionOperation or ILocalFunctionOperation)
                continue;
            yield return child;
            foreach (var inner in OwnOperations(child))
                yield return inner;
        }
    }

    /// <summary>Whether a node is inside an expression that is only named, or turned into data.</summary>
    public static bool IsNeverRun(IOperation operation)
    {
        for (var at = operation.Parent; at is not null; at = at.Parent)
        {
            if (at is INameOfOperation || at is IConversionOperation { Type.Name: "Expression", Operand: IAnonymousFunctionOperation })
                return true;
        }

        return false;
    }

    /// <summary>Whether a function runs only while somebody goes over what it yields.</summary>
    public static bool IsIterator(SyntaxNode function) => OwnNodes(function).Any(node => node is YieldStatementSyntax);

    private static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
        or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BaseFieldDeclarationSyntax or PropertyDeclarationSyntax or CompilationUnitSyntax;
}
