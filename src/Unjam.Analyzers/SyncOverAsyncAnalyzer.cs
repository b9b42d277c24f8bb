using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Unjam.Analyzers;

/// <summary>UNJ001: a wait for a task in an async method, on an event loop or on a worker of an executor.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SyncOverAsyncAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.SyncOverAsync];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var types = new KnownTypes(start.Compilation);
            var homes = new Homes(types);
            start.RegisterOperationAction(operation => Judge(operation, TaskWait.Of((IPropertyReferenceOperation)operation.Operation, types), types, homes), OperationKind.PropertyReference);
            start.RegisterOperationAction(operation => Judge(operation, TaskWait.Of((IInvocationOperation)operation.Operation, types), types, homes), OperationKind.Invocation);
        });
    }

    private static void Judge(OperationAnalysisContext context, TaskWait? found, KnownTypes types, Homes homes)
    {
        if (found is not { } wait)
            return;
        var operation = context.Operation;
        var where = Where(operation, context.ContainingSymbol, types, homes);
        if (where is null || Functions.IsNeverRun(operation) || new Scopes(types).Excuse(operation) || new Completion(types).IsLikely(wait, operation))
            return;
        var (held, advice) = where.Value;
        context.ReportDiagnostic(Diagnostic.Create(Rules.SyncOverAsync, operation.Syntax.GetLocation(), wait.Name, held, advice));
    }

    private static (string Held, string Advice)? Where(IOperation operation, ISymbol containing, KnownTypes types, Homes homes)
    {
        var home = types.KnowsHomes ? homes.Of(operation, containing) : Home.Unknown;
        var isAsync = Functions.Symbol(operation, containing) is { IsAsync: true };
        return home switch
        {
            _ when (home & Home.Loop) != 0 => ("the thread of the event loop", isAsync ? "await it" : "give the loop an async function, and await the task there"),
            _ when (home & Home.Executor) != 0 => ("a worker of the executor", isAsync ? "await it" : "give the executor an async function, and await the task there"),
            _ => isAsync ? ("the thread of this async method", "await it") : null,
        };
    }
}
