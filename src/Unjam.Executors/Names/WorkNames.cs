using Unjam.Model;

namespace Unjam.Executors;

/// <summary>What the entries of a queue are called.</summary>
internal static class WorkNames
{
    /// <summary>The function that a work object or an item of ours runs.</summary>
    public static Function Of(object work) =>
        work is IWaiting item ? item.Function : MethodNames.Of(work.GetType(), nameof(IWork.Run));
}
