using System.Collections.Immutable;
using Unjam.DotNet.Events;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Stacks;

/// <summary>Gathers the stacks of all managed threads out of a short burst of the runtime's sampler and the rundown that ends it.</summary>
/// <remarks>It may be used again after <see cref="Begin"/>; a stream calls that itself.</remarks>
public sealed class StackBurst : INettraceReceiver
{
    private const int MostStacks = 1 << 14;

    private static readonly Function Unknown = new("?", "", 0);

    private readonly MethodMap methods = new();
    private readonly SampledThreads threads = new();
    private readonly Dictionary<StackKey, Stack> stacks = [];

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
        // equal stacks of two bursts are one object too, as long as there are not too many
        if (stacks.Count > MostStacks)
            stacks.Clear();
    }

    public void Take(in NettraceEvent happened)
    {
        switch (happened.Type.Known)
        {
            case KnownEvent.Sample:
                threads.Take(happened);
                break;
            case KnownEvent.MethodLoaded or KnownEvent.MethodPresent when MethodEvent.TryRead(happened.Payload, out var method):
                methods.Add(method);
                break;
            case KnownEvent.ModuleLoaded or KnownEvent.ModulePresent when ModuleEvent.TryRead(happened.Payload, out var module):
                methods.Add(module);
                break;
            default:
                break;
        }
    }

    /// <summary>The threads in the order of their native ids, as the process sees these. Threads with equal stacks share one <see cref="Stack"/>.</summary>
    /// <param name="end">How the stream ended. Was all of it read, then code without a name is a stub that the runtime made to call foreign code, and
    /// is left out; else a name may have been lost, and it is the function <c>?</c>.</param>
    public ImmutableArray<SampledThread> Threads(NettraceEnd end)
    {
        ArgumentNullException.ThrowIfNull(end);
        var all = ImmutableArray.CreateBuilder<SampledThread>();
        foreach (var thread in threads.Threads.OrderBy(each => each.Thread))
            all.Add(new SampledThread(thread.Thread, Named(thread.Stack, !end.IsWhole), thread.IsCut));
        return all.ToImmutable();
    }

    private Stack Named(ReadOnlySpan<ulong> addresses, bool hasUnknown)
    {
        var frames = ImmutableArray.CreateBuilder<Frame>(addresses.Length);
        for (var depth = 0; depth < addresses.Length; depth++)
        {
            // a return address lies behind the call, and may lie behind the whole method
            var address = depth == 0 ? addresses[depth] : addresses[depth] - 1;
            if (methods.Find(address) is { } function)
                frames.Add(new Frame(function, 0));
            else if (hasUnknown)
                frames.Add(new Frame(Unknown, 0));
        }

        var key = new StackKey(frames.DrainToImmutable());
        if (!stacks.TryGetValue(key, out var stack))
            stacks[key] = stack = new Stack(key.Frames);
        return stack;
    }

    private readonly struct StackKey(ImmutableArray<Frame> frames) : IEquatable<StackKey>
    {
        public ImmutableArray<Frame> Frames { get; } = frames;

        public bool Equals(StackKey other)
        {
            if (Frames.Length != other.Frames.Length)
                return false;
            for (var index = 0; index < Frames.Length; index++)
            {
                // a method map makes one object of equal functions
                if (!ReferenceEquals(Frames[index].Function, other.Frames[index].Function))
                    return false;
            }

            return true;
        }

        public override bool Equals(object? other) => other is StackKey key && Equals(key);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var frame in Frames)
                hash.Add(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(frame.Function));
            return hash.ToHashCode();
        }
    }
}
