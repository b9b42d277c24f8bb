using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Unjam.Analyzers;

/// <summary>
/// Says where functions run: a lambda, by what it is given to; a method or a local function, by what it is given to as a method group
/// and, one level deep, by who calls it. Only what stands in the same file and type is followed.
/// </summary>
internal sealed class Homes(KnownTypes types)
{
    private readonly Receivers receivers = new(types);
    private readonly Scopes scopes = new(types);
    private readonly ConcurrentDictionary<IMethodSymbol, Home> given = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, Home> called = new(SymbolEqualityComparer.Default);

    /// <summary>Where an operation runs.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="containing">The member that holds it.</param>
    /// <param name="followCalls">Whether the callers of its function are asked too.</param>
    public Home Of(IOperation operation, ISymbol containing, bool followCalls = true)
    {
        var home = Functions.Around(operation) switch
        {
            IAnonymousFunctionOperation lambda => receivers.HomeOf(lambda),
            ILocalFunctionOperation local => OfMethod(local.Symbol, operation.SemanticModel, followCalls),
            _ => containing is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method ? OfMethod(method, operation.SemanticModel, followCalls) : Home.Unknown,
        };
        return home != Home.Unknown && HasLeft(operation) ? Home.Unknown : home;
    }

    private Home OfMethod(IMethodSymbol method, SemanticModel? model, bool followCalls)
    {
        if (model is null || method.IsExtern)
            return Home.Unknown;
        var known = followCalls ? called : given;
        return known.TryGetValue(method, out var home) ? home : known[method] = Find(method, model, followCalls);
    }

    private Home Find(IMethodSymbol method, SemanticModel model, bool followCalls)
    {
        var home = IsWork(method) ? Home.Executor : Home.Unknown;
        var declaration = method.DeclaringSyntaxReferences.FirstOrDefault(reference => reference.SyntaxTree == model.SyntaxTree)?.GetSyntax();
        if (declaration is null || Functions.IsIterator(declaration))
            return home;
        SyntaxNode? scope = method.MethodKind == MethodKind.LocalFunction ? declaration.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>(node => node is not GlobalStatementSyntax) : null;
        scope ??= declaration.Ancestors().FirstOrDefault(node => node is TypeDeclarationSyntax) ?? model.SyntaxTree.GetRoot();
        foreach (var name in scope.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (name.Identifier.ValueText != method.Name || !KnownTypes.Is(model.GetSymbolInfo(name).Symbol?.OriginalDefinition, method.OriginalDefinition))
                continue;
            var expression = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name;
            if (expression.Parent is not InvocationExpressionSyntax call || call.Expression != expression)
                home |= model.GetOperation(expression) is IMethodReferenceOperation reference ? receivers.HomeOf(reference) : Home.Unknown;
            else if (followCalls && model.GetOperation(call) is IInvocationOperation operation && !scopes.Excuse(operation) && model.GetEnclosingSymbol(call.SpanStart) is { } caller)
                home |= Of(operation, Member(caller), followCalls: false);
        }

        return home;
    }

    private bool IsWork(IMethodSymbol method) => types.Work is { } work && method.Name.EndsWith("Run", StringComparison.Ordinal)
        && method.Parameters.IsEmpty && KnownTypes.IsA(method.ContainingType, work);

    private static ISymbol Member(ISymbol symbol)
    {
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
            symbol = symbol.ContainingSymbol;
        return symbol;
    }

    // after await … ConfigureAwait(false) a function may be anywhere
    private static bool HasLeft(IOperation operation) => Functions.Around(operation.Syntax) is { } function
        && Functions.OwnNodes(function).OfType<InvocationExpressionSyntax>().Any(call =>
            call.SpanStart < operation.Syntax.SpanStart && call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" }
            && call.ArgumentList.Arguments.Count == 1 && LeavesTheContext(call.ArgumentList.Arguments[0].ToString()));

    private static bool LeavesTheContext(string argument) => argument != "true" && argument.IndexOf("ContinueOnCapturedContext", StringComparison.Ordinal) < 0;
}
