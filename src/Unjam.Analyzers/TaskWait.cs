using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Unjam.Analyzers;

/// <summary>An operation that waits for tasks.</summary>
/// <param name="name">As people write it: <c>Task.Result</c>.</param>
/// <param name="tasks">What it waits for.</param>
internal readonly struct TaskWait(string name, IOperation tasks)
{
    public string Name { get; } = name;

    public IOperation Tasks { get; } = tasks;

    /// <summary>The wait that a read of a property is, or null.</summary>
    public static TaskWait? Of(IPropertyReferenceOperation property, KnownTypes types) =>
        property is { Property.Name: "Result", Instance: { } task } && task is not IInstanceReferenceOperation && types.IsTask(property.Property.ContainingType)
            ? new TaskWait($"{property.Property.ContainingType.Name}.Result", Unwrapped(task))
            : null;

    /// <summary>The wait that a call is, or null.</summary>
    public static TaskWait? Of(IInvocationOperation call, KnownTypes types)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "Wait" when call.Instance is { } task && KnownTypes.Is(method.ContainingType, types.Task):
                return BlockingCall.OnlyAsks(call, types) ? null : new TaskWait("Task.Wait", Unwrapped(task));
            case "WaitAll" or "WaitAny" when call.Arguments.Length > 0 && KnownTypes.Is(method.ContainingType, types.Task):
                return BlockingCall.OnlyAsks(call, types) ? null : new TaskWait($"Task.{method.Name}", call.Arguments[0].Value);
            case "GetResult" when call.Instance is IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } task } && IsAwaiter(method.ContainingType) && types.IsTask(Unwrapped(task).Type):
                return new TaskWait("GetAwaiter().GetResult", Unwrapped(task));
            default:
                return null;
        }
    }

    private static bool IsAwaiter(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString() == "System.Runtime.CompilerServices";

    // behind ConfigureAwait, AsTask, a cast and parentheses
    private static IOperation Unwrapped(IOperation task) => task switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve", Instance: { } inner } => Unwrapped(inner),
        IConversionOperation conversion => Unwrapped(conversion.Operand),
        IParenthesizedOperation parentheses => Unwrapped(parentheses.Operand),
        _ => task,
    };
}
