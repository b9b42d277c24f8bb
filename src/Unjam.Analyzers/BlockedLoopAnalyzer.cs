using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Unjam.Analyzers;

/// <summary>UNJ002: a call that blocks, in a function that runs on an event loop.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockedLoopAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.BlockedLoop];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var types = new KnownTypes(start.Compilation);
            if (types.EventLoop is null)
                return;
            var homes = new Homes(types);
            var calls = new BlockingCalls(start.Compilation, types);
            start.RegisterOperationAction(operation => Judge(operation, calls, types, homes), OperationKind.Invocation);
        });
    }

    private static void Judge(OperationAnalysisContext context, BlockingCalls calls, KnownTypes types, Homes homes)
    {
        var operation = (IInvocationOperation)context.Operation;
        if (calls.Find(operation) is not { } call || (homes.Of(operation, context.ContainingSymbol) & Home.Loop) == 0)
            return;
        if (Functions.IsNeverRun(operation) || new Scopes(types).Excuse(operation) || IsOver(operation))
            return;
        var properties = ImmutableDictionary<string, string?>.Empty.Add(Rules.Twin, call.Kind == "sleep" ? "Task.Delay" : call.Twin);
        context.ReportDiagnostic(Diagnostic.Create(Rules.BlockedLoop, operation.Syntax.GetLocation(), properties, call.Name, Instead(call)));
    }

    private static string Instead(BlockingCall call) => call switch
    {
        { Kind: "sleep" } => "await Task.Delay in an async function, or use PostAfter",
        { Twin: { } twin } => $"await {twin}, or give it to an executor by RunInExecutorAsync",
        _ => "give it to an executor by RunInExecutorAsync",
    };

    // await process.WaitForExitAsync(); process.WaitForExit();  the second waits for output that is there
    private static bool IsOver(IInvocationOperation operation) => operation.TargetMethod.Name == "WaitForExit"
        && operation.Instance is { } process && Functions.Around(operation.Syntax) is { } function
        && Functions.OwnNodes(function).Any(node => node.SpanStart < operation.Syntax.SpanStart && node.ToString() is { } text && text.StartsWith("await ", StringComparison.Ordinal)
            && text.Contains(process.Syntax + ".WaitForExitAsync"));
}
