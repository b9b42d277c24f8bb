using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Unjam.Analyzers.CodeFixes;

/// <summary>Fixes UNJ005: Task.Run, which knows async functions.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TaskRunFix))]
[Shared]
public sealed class TaskRunFix : CodeFixProvider
{
    private const string Title = "Use Task.Run";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Rules.LongRunning.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not InvocationExpressionSyntax start || model?.GetSymbolInfo(start).Symbol is not IMethodSymbol method)
            return;
        // a state, or a scheduler of one's own, has no place in Task.Run
        if (method.Parameters.Any(parameter => parameter.Type.SpecialType == SpecialType.System_Object) || start.ArgumentList.Arguments.Any(argument => IsOwnScheduler(argument, model)))
            return;
        var kept = start.ArgumentList.Arguments.Where((argument, index) => index == 0 || model.GetTypeInfo(argument.Expression).Type?.Name == "CancellationToken" && !IsNone(argument));
        var run = SyntaxFactory.InvocationExpression(Importing.Name("System.Threading.Tasks.Task", "Run"), start.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(kept)));
        var old = Unwrap(start) ?? start;
        var changed = root.ReplaceNode(old, run.WithTriviaFrom(old));
        if (await Verified.ChangeAsync(context.Document, changed, context.CancellationToken).ConfigureAwait(false) is { } document)
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(document), Title), context.Diagnostics);
    }

    private static bool IsOwnScheduler(ArgumentSyntax argument, SemanticModel model) =>
        model.GetTypeInfo(argument.Expression).Type?.Name.EndsWith("TaskScheduler", StringComparison.Ordinal) == true && argument.Expression.ToString() is not ("TaskScheduler.Default" or "TaskScheduler.Current");

    private static bool IsNone(ArgumentSyntax argument) => argument.Expression.ToString() is "CancellationToken.None" or "default";

    private static InvocationExpressionSyntax? Unwrap(InvocationExpressionSyntax start) =>
        start.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Unwrap", Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } unwrap } ? unwrap : null;
}
