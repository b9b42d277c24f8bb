using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Unjam.Analyzers;

/// <summary>A call that blocks: a row of the table, matched.</summary>
/// <param name="name">Type and method, as people write it.</param>
/// <param name="kind">What it waits for: <c>io</c>, <c>sleep</c> or <c>sync</c>.</param>
/// <param name="twin">The method of the same type that is awaited with the same arguments; null when there is none.</param>
internal readonly struct BlockingCall(string name, string kind, string? twin)
{
    public string Name { get; } = name;

    public string Kind { get; } = kind;

    public string? Twin { get; } = twin;

    /// <summary>Whether it waits for a device, the network, another process or time: what holds a thread and needs none.</summary>
    public bool HoldsAThreadForNothing => Kind is "io" or "sleep";

    /// <summary>Whether a wait is given no time: that only asks.</summary>
    public static bool OnlyAsks(IInvocationOperation call, KnownTypes types) => call.Arguments.Any(argument =>
        argument.Parameter is { } parameter
        && (KnownTypes.Is(parameter.Type, types.TimeSpan) || parameter.Name.IndexOf("timeout", StringComparison.OrdinalIgnoreCase) >= 0
            || parameter.Name.IndexOf("seconds", StringComparison.OrdinalIgnoreCase) >= 0)
        && IsNothing(argument.Value));

    private static bool IsNothing(IOperation value) => value switch
    {
        IConversionOperation conversion => IsNothing(conversion.Operand),
        IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } } => true,
        _ => value.ConstantValue is { HasValue: true, Value: 0 or 0L },
    };
}
