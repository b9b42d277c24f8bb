using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Unjam.Analyzers;

/// <summary>UNJ005: StartNew with LongRunning and an async function.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LongRunningAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.LongRunning];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var types = new KnownTypes(start.Compilation);
            var receivers = new Receivers(types);
            var scopes = new Scopes(types);
            start.RegisterOperationAction(operation => Judge(operation, receivers, scopes), OperationKind.Invocation);
        });
    }

    private static void Judge(OperationAnalysisContext context, Receivers receivers, Scopes scopes)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!receivers.IsLongRunning(call) || call.Arguments.FirstOrDefault()?.Value is not { } given || !IsAsync(given) || Functions.IsNeverRun(call) || scopes.Excuse(call))
            return;
        context.ReportDiagnostic(Diagnostic.Create(Rules.LongRunning, call.Syntax.GetLocation()));
    }

    private static bool IsAsync(IOperation given) => given switch
    {
        IConversionOperation conversion => IsAsync(conversion.Operand),
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda.Symbol.IsAsync || OnlyCallsAsync(lambda),
        IDelegateCreationOperation { Target: IMethodReferenceOperation reference } => reference.Method.IsAsync,
        _ => false,
    };

    // () => ServeAsync()
    private static bool OnlyCallsAsync(IAnonymousFunctionOperation lambda) => lambda.Body.Operations.Length == 1
        && lambda.Body.Operations[0] is IReturnOperation { ReturnedValue: IInvocationOperation { TargetMethod.IsAsync: true } };
}
