using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Unjam.Analyzers;

/// <summary>UNJ003: Task.Run or StartNew around blocking I/O.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedPoolAnalyzer : DiagnosticAnalyzer
{
    private const int MostFollowed = 16;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.SharedPool];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var types = new KnownTypes(start.Compilation);
            if (types.Executor is null)
                return;
            var calls = new BlockingCalls(start.Compilation, types);
            var receivers = new Receivers(types);
            var scopes = new Scopes(types);
            start.RegisterOperationAction(operation => Judge(operation, calls, receivers, scopes), OperationKind.Invocation);
        });
    }

    private static void Judge(OperationAnalysisContext context, BlockingCalls calls, Receivers receivers, Scopes scopes)
    {
        var run = (IInvocationOperation)context.Operation;
        if (run.TargetMethod.Name is not ("Run" or "StartNew") || !receivers.IsSharedPool(run) || run.Arguments.FirstOrDefault()?.Value is not { } given)
            return;
        if (Body(given, run.SemanticModel) is not { } body || Functions.IsNeverRun(run) || scopes.Excuse(run))
            return;
        var found = Find(body, calls, scopes) ?? Callees(body).Take(MostFollowed)
            .Select(method => Body(method, run.SemanticModel) is { } inner && inner != body ? Find(inner, calls, scopes) : null)
            .FirstOrDefault(call => call is not null);
        if (found is not { } call || run.Syntax is not InvocationExpressionSyntax syntax)
            return;
        context.ReportDiagnostic(Diagnostic.Create(Rules.SharedPool, syntax.Expression.GetLocation(), $"{run.TargetMethod.ContainingType.Name}.{run.TargetMethod.Name}", call.Name));
    }

    private static BlockingCall? Find(IOperation body, BlockingCalls calls, Scopes scopes)
    {
        foreach (var operation in Functions.OwnOperations(body).OfType<IInvocationOperation>())
        {
            if (calls.Find(operation) is { HoldsAThreadForNothing: true } call && !scopes.Excuse(operation))
                return call;
        }

        return null;
    }

    private static IEnumerable<IMethodSymbol> Callees(IOperation body) => Functions.OwnOperations(body).OfType<IInvocationOperation>()
        .Select(call => call.TargetMethod).Where(method => !method.DeclaringSyntaxReferences.IsEmpty && !method.IsVirtual && !method.IsAbstract);

    private static IOperation? Body(IOperation given, SemanticModel? model) => given switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda,
        IDelegateCreationOperation { Target: IMethodReferenceOperation reference } => Body(reference.Method, model),
        IConversionOperation conversion => Body(conversion.Operand, model),
        _ => null,
    };

    // what stands in the same file is read; other files belong to other looks
    private static IOperation? Body(IMethodSymbol method, SemanticModel? model)
    {
        var syntax = method.DeclaringSyntaxReferences.FirstOrDefault(reference => reference.SyntaxTree == model?.SyntaxTree)?.GetSyntax();
        return syntax is null || Functions.IsIterator(syntax) ? null : model!.GetOperation(syntax);
    }
}
