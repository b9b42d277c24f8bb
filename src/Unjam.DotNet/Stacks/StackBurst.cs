using System.Collections.Immutable;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Stacks;

/// <summary>Gathers the stacks of all managed threads out of a short burst of the runtime's sampler and the rundown that ends it.</summary>
/// <remarks>It may be used again after <see cref="Begin"/>; a stream calls that itself.</remarks>
public sealed class StackBurst : INettraceReceiver
{
    private readonly MethodMap methods = new();
    private readonly SampledThreads threads = new();
    private readonly NamedStacks stacks;

    public StackBurst() => stacks = new NamedStacks(methods);

    /// <summary>Samples of threads that came.</summary>
    public long Samples => threads.Samples;

    /// <summary>How often the runtime stopped its managed threads to sample them.</summary>
    public int Rounds => threads.Rounds;

    /// <summary>Places of methods' code that the rundown named.</summary>
    public int Methods => methods.Methods;

    public void Begin(in TraceStart start)
    {
        methods.Clear();
        threads.Clear();
    }

    public void Take(in NettraceEvent happened)
    {
        if (happened.Type.Known == KnownEvent.Sample)
            threads.Take(happened);
        else
            methods.Take(happened);
    }

    /// <summary>The threads in the order of their native ids, as the process sees these. Threads with equal stacks share one <see cref="Stack"/>.</summary>
    /// <param name="end">How the stream ended. Was all of it read, then code without a name is a stub that the runtime made to call foreign code, and
    /// is left out; else a name may have been lost, and it is the function <c>?</c>.</param>
    public ImmutableArray<SampledThread> Threads(NettraceEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        var all = ImmutableArray.CreateBuilder<SampledThread>();
        foreach (var thread in threads.Threads.OrderBy(each => each.Thread))
            all.Add(new SampledThread(thread.Thread, stacks.Of(thread.Stack, !end.IsWhole), thread.IsCut));
        return all.ToImmutable();
    }
}
