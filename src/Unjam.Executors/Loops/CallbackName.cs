using Unjam.Model;

namespace Unjam.Executors;

/// <summary>What a callback of a loop is: its method, or the asynchronous method that it goes on with.</summary>
internal static class CallbackName
{
    private static readonly Function Unknown = new("a task of the loop's scheduler", "", 0);

    public static Function Of(in LoopItem item) => Of(item.Callback, item.State);

    private static Function Of(object callback, object? state) => callback switch
    {
        LoopTimer timer => MethodNames.Of(timer.Callback),
        ILoopWork work => Of(work.Function, null),

        // an await posts the state machine's own continuation, or the box of the machine itself
        SendOrPostCallback post when (state is Action inner ? inner.Target : state) is { } target => Resumed(target) ?? MethodNames.Of(post),
        Action { Target: { } target } action => Resumed(target) ?? MethodNames.Of(action),
        Delegate function => MethodNames.Of(function),
        Task task => Resumed(task) ?? Unknown,
        _ => Unknown,
    };

    // AsyncStateMachineBox<TResult, TStateMachine>: the machine is a type nested in that of the method
    private static Function? Resumed(object box)
    {
        var type = box.GetType();
        return type.IsGenericType && type.Name.Contains("AsyncStateMachineBox", StringComparison.Ordinal)
            ? MethodNames.Of(Open(type.GenericTypeArguments[^1]), "MoveNext") with { IsCoroutine = true }
            : null;
    }

    // the name of a constructed type carries its arguments
    private static Type Open(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}
