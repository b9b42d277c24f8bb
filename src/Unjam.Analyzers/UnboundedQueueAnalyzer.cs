using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Unjam.Analyzers;

/// <summary>UNJ004: an executor, or a channel of work, without a limit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnboundedQueueAnalyzer : DiagnosticAnalyzer
{
    private const string Limit = "QueueLimit";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.UnboundedQueue];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var types = new KnownTypes(start.Compilation);
            if (types.Executor is null || types.ExecutorOptions is null)
                return;
            var scopes = new Scopes(types);
            start.RegisterOperationAction(operation => JudgeExecutor(operation, types, scopes), OperationKind.ObjectCreation);
            start.RegisterOperationAction(operation => JudgeChannel(operation, types, scopes), OperationKind.Invocation);
        });
    }

    private static void JudgeExecutor(OperationAnalysisContext context, KnownTypes types, Scopes scopes)
    {
        var executor = (IObjectCreationOperation)context.Operation;
        if (!KnownTypes.Is(executor.Type, types.Executor) || executor.Arguments.FirstOrDefault()?.Value is not { } given || scopes.Excuse(executor))
            return;
        if (Made(given) is { } options && KnownTypes.Is(options.Type, types.ExecutorOptions) && options.Arguments.IsEmpty && !SetsLimit(options))
            context.ReportDiagnostic(Diagnostic.Create(Rules.UnboundedQueue, options.Syntax.GetLocation(), "This executor has no QueueLimit", "set it, and say in OnFull what happens then (QueueLimit = null where none is meant)"));
    }

    private static bool SetsLimit(IObjectCreationOperation options) => options.Initializer?.Initializers.Any(each =>
        each is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: Limit } } or IInvalidOperation) == true;

    // new ExecutorOptions { … } itself, or a variable that holds it and is used for nothing else
    private static IObjectCreationOperation? Made(IOperation given) => given switch
    {
        IObjectCreationOperation creation => creation,
        IConversionOperation conversion => Made(conversion.Operand),
        ILocalReferenceOperation local when local.Local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } declarator
            && IsUsedOnce(local.Local, declarator) && local.SemanticModel is { } model && model.SyntaxTree == value.SyntaxTree => model.GetOperation(value) is { } made ? Made(made) : null,
        _ => null,
    };

    private static bool IsUsedOnce(ILocalSymbol local, VariableDeclaratorSyntax declarator) =>
        declarator.Ancestors().FirstOrDefault(node => node is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax)?
            .DescendantNodes().OfType<IdentifierNameSyntax>().Count(name => name.Identifier.ValueText == local.Name) == 1;

    private static void JudgeChannel(OperationAnalysisContext context, KnownTypes types, Scopes scopes)
    {
        var call = (IInvocationOperation)context.Operation;
        var method = call.TargetMethod;
        if (method.Name != "CreateUnbounded" || !KnownTypes.Is(method.ContainingType, types.Channel) || method.TypeArguments.Length != 1)
            return;
        if (IsWork(method.TypeArguments[0], types) && !scopes.Excuse(call))
            context.ReportDiagnostic(Diagnostic.Create(Rules.UnboundedQueue, call.Syntax.GetLocation(), "This channel of work has no bound", "use Channel.CreateBounded, or an InstrumentedExecutor with a QueueLimit"));
    }

    // functions are work; anything else in a channel may be events, which somebody else bounds
    private static bool IsWork(ITypeSymbol item, KnownTypes types) => KnownTypes.IsA(item, types.Work)
        || item is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } && (invoke.ReturnsVoid || types.IsTask(invoke.ReturnType));
}
