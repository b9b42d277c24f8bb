using Microsoft.CodeAnalysis;

namespace Unjam.Analyzers;

/// <summary>The types that the rules ask for, as one compilation knows them; null where it does not.</summary>
internal sealed class KnownTypes(Compilation compilation)
{
    public INamedTypeSymbol? EventLoop { get; } = compilation.GetTypeByMetadataName("Unjam.Executors.EventLoop");

    public INamedTypeSymbol? Executor { get; } = compilation.GetTypeByMetadataName("Unjam.Executors.InstrumentedExecutor");

    public INamedTypeSymbol? ExecutorOptions { get; } = compilation.GetTypeByMetadataName("Unjam.Executors.ExecutorOptions");

    public INamedTypeSymbol? Work { get; } = compilation.GetTypeByMetadataName("Unjam.Executors.IWork");

    public INamedTypeSymbol? Blocking { get; } = compilation.GetTypeByMetadataName("Unjam.Executors.Blocking");

    public INamedTypeSymbol? Task { get; } = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");

    public INamedTypeSymbol? TaskOf { get; } = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");

    public INamedTypeSymbol? ValueTask { get; } = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask");

    public INamedTypeSymbol? ValueTaskOf { get; } = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");

    public INamedTypeSymbol? TaskFactory { get; } = compilation.GetTypeByMetadataName("System.Threading.Tasks.TaskFactory");

    public INamedTypeSymbol? TaskFactoryOf { get; } = compilation.GetTypeByMetadataName("System.Threading.Tasks.TaskFactory`1");

    public INamedTypeSymbol? TaskScheduler { get; } = compilation.GetTypeByMetadataName("System.Threading.Tasks.TaskScheduler");

    public INamedTypeSymbol? SynchronizationContext { get; } = compilation.GetTypeByMetadataName("System.Threading.SynchronizationContext");

    public INamedTypeSymbol? Channel { get; } = compilation.GetTypeByMetadataName("System.Threading.Channels.Channel");

    public INamedTypeSymbol? TimeSpan { get; } = compilation.GetTypeByMetadataName("System.TimeSpan");

    /// <summary>Whether the compilation knows anything of Unjam.Executors that runs functions.</summary>
    public bool KnowsHomes => EventLoop is not null || Executor is not null;

    /// <summary>Whether values of the type are tasks, with or without a result.</summary>
    public bool IsTask(ITypeSymbol? type) => type?.OriginalDefinition is { } definition
        && (Is(definition, Task) || Is(definition, TaskOf) || Is(definition, ValueTask) || Is(definition, ValueTaskOf));

    /// <summary>Whether values of the type are tasks, hold tasks or make a task: an array, a list, a dictionary, a TaskCompletionSource.</summary>
    public bool HoldsTasks(ITypeSymbol? type, int depth = 0) => IsTask(type) || type switch
    {
        IArrayTypeSymbol array => HoldsTasks(array.ElementType, depth),
        INamedTypeSymbol { Name: "TaskCompletionSource" } => true,
        INamedTypeSymbol named when depth < 3 => named.TypeArguments.Any(argument => HoldsTasks(argument, depth + 1)),
        _ => false,
    };

    public static bool Is(ISymbol? symbol, ISymbol? other) => other is not null && SymbolEqualityComparer.Default.Equals(symbol, other);

    /// <summary>Whether the type is the other one, derives from it or implements it.</summary>
    public static bool IsA(ITypeSymbol? type, INamedTypeSymbol? other)
    {
        if (type is null || other is null)
            return false;
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (Is(at.OriginalDefinition, other))
                return true;
        }

        return other.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(each => Is(each.OriginalDefinition, other));
    }
}
