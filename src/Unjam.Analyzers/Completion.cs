using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Unjam.Analyzers;

/// <summary>
/// Says whether a task has likely ended where somebody asks for its result: it was awaited before, asked whether it is completed, waited
/// for, or made as ended. Errs towards "ended": a wrong alarm is worse than a missed one.
/// </summary>
internal sealed class Completion(KnownTypes types)
{
    private static readonly HashSet<string> Ended = ["FromResult", "FromException", "FromCanceled", "CompletedTask"];
    private static readonly HashSet<string> Questions = ["IsCompleted", "IsCompletedSuccessfully", "IsFaulted", "IsCanceled", "Status"];
    private static readonly HashSet<string> Waits =
        ["Wait", "WaitAll", "WaitAny", "WaitOne", "GetResult", "SetResult", "TrySetResult", "SetException", "TrySetException", "SetCanceled", "TrySetCanceled"];

    /// <summary>Whether what a wait waits for has likely ended.</summary>
    public bool IsLikely(TaskWait wait, IOperation at)
    {
        var sources = new TaskSources(types);
        sources.Add(wait.Tasks);
        return sources.AreEnded || sources.Parameters.Any(IsOfContinuation) || Functions.Around(at.Syntax) is { } function && HasEvidence(function, at.Syntax, sources.Names);
    }

    /// <summary>Whether an operation makes a task that has ended already.</summary>
    public static bool MakesEnded(IOperation operation) => operation switch
    {
        IInvocationOperation call => Ended.Contains(call.TargetMethod.Name) && call.TargetMethod.IsStatic,
        IPropertyReferenceOperation property => Ended.Contains(property.Property.Name) && property.Property.IsStatic,
        IObjectCreationOperation creation => creation.Type?.Name == "ValueTask" && creation.Arguments.Length == 1 && creation.Arguments[0].Value.Type?.Name != "Task",
        IAwaitOperation { Operation: IInvocationOperation { TargetMethod.Name: "WhenAny" } } => true,
        IAwaitOperation { Operation: IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: IInvocationOperation { TargetMethod.Name: "WhenAny" } } } => true,
        _ => false,
    };

    private static bool HasEvidence(SyntaxNode function, SyntaxNode wait, HashSet<string> names)
    {
        foreach (var node in names.Count > 0 ? Functions.OwnNodes(function).Where(node => node.SpanStart < wait.SpanStart) : [])
        {
            if (node.Contains(wait) ? node is CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 } each && Mentions(each.Expression, names) : IsEvidence(node, wait, names))
                return true;
            if (!node.Contains(wait) && Carrier(node, names) is { } carrier)
                names.Add(carrier);
        }

        return false;
    }

    // var all = Task.WhenAll(task); all.Add(task); all[0] = task; what comes to pass for the one does for the other
    private static string? Carrier(SyntaxNode node, HashSet<string> names) => node switch
    {
        VariableDeclaratorSyntax { Initializer.Value: { } value } local when Mentions(value, names) => local.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax variable } assignment when Mentions(assignment.Right, names) => variable.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax list } } assignment when Mentions(assignment.Right, names) => list.Identifier.ValueText,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax list, Name.Identifier.ValueText: "Add" or "TryAdd" or "Enqueue" or "Push" or "Insert" } } call
            when Mentions(call.ArgumentList, names) => list.Identifier.ValueText,
        _ => null,
    };

    private static bool IsEvidence(SyntaxNode node, SyntaxNode wait, HashSet<string> names) => node switch
    {
        AwaitExpressionSyntax await => Mentions(await.Expression, names),
        MemberAccessExpressionSyntax access when Questions.Contains(access.Name.Identifier.ValueText) => Mentions(Whole(access), names) && !IsDeniedFor(access, wait),
        InvocationExpressionSyntax call when AsksInside(call) => Mentions(call, names),
        SubpatternSyntax pattern when Questions.Contains(pattern.NameColon?.Name.Identifier.ValueText ?? "") => Mentions(Whole(pattern.FirstAncestorOrSelf<ExpressionSyntax>()), names),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } call when Waits.Contains(called.Name.Identifier.ValueText) => Mentions(call, names),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result => Mentions(result.Expression, names),
        _ => false,
    };

    // tasks.All(task => task.IsCompleted)
    private static bool AsksInside(InvocationExpressionSyntax call) => call.ArgumentList.Arguments.Any(argument => argument.Expression is AnonymousFunctionExpressionSyntax function
        && function.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access => Questions.Contains(access.Name.Identifier.ValueText)));

    // if (!task.IsCompleted) task.Wait();
    private static bool IsDeniedFor(ExpressionSyntax question, SyntaxNode wait) =>
        question.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Parent: IfStatementSyntax choice } && choice.Statement.Contains(wait);

    private static ExpressionSyntax? Whole(ExpressionSyntax? expression)
    {
        while (expression?.Ancestors().TakeWhile(node => node is not StatementSyntax).OfType<ExpressionSyntax>().LastOrDefault() is { } outer)
            expression = outer;
        return expression;
    }

    private static bool Mentions(SyntaxNode? node, HashSet<string> names) =>
        node?.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText)) == true;

    // task.ContinueWith(async ended => … ended.Result …)
    private static bool IsOfContinuation(IParameterSymbol parameter) =>
        parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>()?.Parent is ArgumentSyntax
        {
            Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ContinueWith" or "ContinueWhenAll" or "ContinueWhenAny" } },
        };
}
