using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Unjam.Analyzers;

/// <summary>What makes a blocking call right where it stands: a scope of <c>Blocking.Allowed</c>, a test, a question whether a loop runs here.</summary>
internal sealed class Scopes(KnownTypes types)
{
    private static readonly HashSet<string> TestAttributes =
    [
        "FactAttribute", "TheoryAttribute", "TestAttribute", "TestCaseAttribute", "TestCaseSourceAttribute", "TestMethodAttribute", "DataTestMethodAttribute",
    ];

    /// <summary>Whether the call may block.</summary>
    public bool Excuse(IOperation operation) => IsAllowed(operation) || AsksForTheLoop(operation.Syntax) || IsTest(operation);

    private bool IsAllowed(IOperation operation)
    {
        if (types.Blocking is null || operation.SemanticModel is not { } model)
            return false;
        var function = Functions.Around(operation.Syntax);
        for (var at = operation.Syntax; at is not null && at != function; at = at.Parent)
        {
            if (at is UsingStatementSyntax scope && (Opens(scope.Expression, model) || Opens(scope.Declaration, model)))
                return true;
            var earlier = at switch
            {
                { Parent: BlockSyntax block } => block.Statements.TakeWhile(statement => statement != at),
                GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.TakeWhile(member => member != at).OfType<GlobalStatementSyntax>().Select(member => member.Statement),
                _ => [],
            };
            if (earlier.Any(statement => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration && Opens(declaration.Declaration, model)))
                return true;
        }

        return false;
    }

    private bool Opens(SyntaxNode? resource, SemanticModel model) => resource is not null
        && resource.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(call =>
            call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Allowed" } or IdentifierNameSyntax { Identifier.ValueText: "Allowed" }
            && KnownTypes.Is(model.GetSymbolInfo(call).Symbol?.ContainingType, types.Blocking));

    // if (EventLoop.Current is null) …, if (!loop.IsCurrentThread) …
    private static bool AsksForTheLoop(SyntaxNode node) => node.Ancestors().Any(ancestor => ancestor switch
    {
        IfStatementSyntax choice => Asks(choice.Condition),
        ConditionalExpressionSyntax choice => Asks(choice.Condition),
        _ => false,
    });

    private static bool Asks(ExpressionSyntax condition) => condition.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().Any(access =>
        access.Name.Identifier.ValueText == "IsCurrentThread"
        || access.Name.Identifier.ValueText == "Current" && access.Expression.ToString().EndsWith("EventLoop", StringComparison.Ordinal));

    // tests block on purpose; they know that nothing else needs the thread
    private static bool IsTest(IOperation operation)
    {
        for (var type = operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart)?.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.GetMembers().Any(member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary } && member.GetAttributes().Any(attribute => IsTest(attribute.AttributeClass))))
                return true;
        }

        return false;
    }

    private static bool IsTest(INamedTypeSymbol? attribute)
    {
        for (var at = attribute; at is not null; at = at.BaseType)
        {
            if (TestAttributes.Contains(at.Name))
                return true;
        }

        return false;
    }
}
