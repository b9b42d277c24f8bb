using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Unjam.Analyzers;

/// <summary>Who takes functions, and where it runs them.</summary>
internal sealed class Receivers(KnownTypes types)
{
    private const int LongRunning = 2;

    /// <summary>Where a lambda or a method group runs, by the argument it is.</summary>
    public Home HomeOf(IOperation function) => Argument(function)?.Parent is IInvocationOperation call ? HomeOf(call) : Home.Unknown;

    /// <summary>The argument that a lambda or a method group is, or null when it is none.</summary>
    public static IArgumentOperation? Argument(IOperation function)
    {
        var at = function.Parent;
        while (at is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
            at = at.Parent;
        return at as IArgumentOperation;
    }

    /// <summary>Whether a call gives a function to the shared pool.</summary>
    public bool IsSharedPool(IInvocationOperation call) => HomeOf(call) == Home.SharedPool;

    /// <summary>Whether a call is StartNew with LongRunning among its options.</summary>
    public bool IsLongRunning(IInvocationOperation call) => call.TargetMethod.Name == "StartNew" && IsFactory(call.TargetMethod.ContainingType)
        && call.Arguments.Any(argument => argument.Parameter?.Type.Name == "TaskCreationOptions" && argument.Value.ConstantValue is { HasValue: true, Value: int options } && (options & LongRunning) != 0);

    private Home HomeOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType.OriginalDefinition;
        if (KnownTypes.Is(type, types.EventLoop))
        {
            return method.Name switch
            {
                "Run" or "Post" or "PostAfter" or "RunAsync" => Home.Loop,
                "RunInExecutorAsync" => Home.Executor,
                _ => Home.Unknown,
            };
        }

        if (KnownTypes.Is(type, types.Executor))
            return method.Name == "RunAsync" ? Home.Executor : Home.Unknown;
        if (method.Name is "Post" or "Send" && KnownTypes.IsA(type, types.SynchronizationContext))
            return Owner(call.Instance, "Context");
        if (method.Name == "Run" && KnownTypes.Is(type, types.Task))
            return Home.SharedPool;
        if (method.Name is "StartNew" && IsFactory(type) || method.Name == "ContinueWith" && types.IsTask(type))
            return Scheduled(call, method.Name);
        return Home.Unknown;
    }

    private Home Scheduled(IInvocationOperation call, string name)
    {
        if (call.Arguments.FirstOrDefault(argument => KnownTypes.Is(argument.Parameter?.Type, types.TaskScheduler)) is { } scheduler)
            return Owner(scheduler.Value, "Scheduler");
        return name == "StartNew" && call.Instance is IPropertyReferenceOperation { Property: { Name: "Factory", ContainingType.Name: "Task" } }
            && !call.Arguments.Any(argument => argument.Parameter?.Type.Name == "TaskCreationOptions" && !HasNoLongRunning(argument)) ? Home.SharedPool : Home.Unknown;
    }

    private static bool HasNoLongRunning(IArgumentOperation options) => options.Value.ConstantValue is { HasValue: true, Value: int value } && (value & LongRunning) == 0;

    private bool IsFactory(ITypeSymbol type) => KnownTypes.Is(type.OriginalDefinition, types.TaskFactory) || KnownTypes.Is(type.OriginalDefinition, types.TaskFactoryOf);

    // loop.Context, executor.Scheduler
    private Home Owner(IOperation? view, string property)
    {
        while (view is IConversionOperation conversion)
            view = conversion.Operand;
        if (view is not IPropertyReferenceOperation reference || reference.Property.Name != property)
            return Home.Unknown;
        var type = reference.Property.ContainingType;
        return KnownTypes.Is(type, types.EventLoop) ? Home.Loop : KnownTypes.Is(type, types.Executor) ? Home.Executor : Home.Unknown;
    }
}
