using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Unjam.DotNet.Events;
using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Stacks;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>
/// Names the stacks of bursts and of waits. Methods come from the rundown of a burst, which names all there are, and one by one as they are compiled from then on.
/// </summary>
internal sealed class StackNames
{
    private const int MostStacks = 1 << 14, MostFunctions = 1 << 16, MostStubs = 1 << 16;

    private readonly Lock gate = new();
    private readonly Dictionary<Function, Function> functions = [];
    private readonly Dictionary<StackKey, Stack> stacks = [];
    private readonly HashSet<ulong> stubs = [];
    private MethodMap methods = new();
    private MethodMap? rundown;

    /// <summary>A rundown has named all methods that there were.</summary>
    public bool IsReady { get; private set; }

    /// <summary>A stack had code that no method is known for: the next burst should name all methods anew.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>A stream begins that ends with all methods.</summary>
    public void BeginRundown()
    {
        lock (gate)
            rundown = new MethodMap();
    }

    /// <summary>Takes a method or a module; other events are ignored.</summary>
    public void Take(in NettraceEvent happened)
    {
        lock (gate)
        {
            switch (happened.Type.Known)
            {
                case KnownEvent.MethodLoaded or KnownEvent.MethodPresent when MethodEvent.TryRead(happened.Payload, out var method):
                    if (happened.Type.Known == KnownEvent.MethodLoaded)
                        methods.Add(method);
                    rundown?.Add(method);
                    break;
                case KnownEvent.ModuleLoaded or KnownEvent.ModulePresent when ModuleEvent.TryRead(happened.Payload, out var module):
                    if (happened.Type.Known == KnownEvent.ModuleLoaded)
                        methods.Add(module);
                    rundown?.Add(module);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The stream has ended.</summary>
    /// <param name="isWhole">All of it was read: code that has no name now is a stub that the runtime made.</param>
    /// <param name="sampled">Stacks of the same burst.</param>
    public void EndRundown(bool isWhole, IEnumerable<SampledThreads.Sampled> sampled)
    {
        lock (gate)
        {
            if (rundown is { Methods: > 0 } all && (isWhole || all.Methods >= methods.Methods))
                (methods, IsReady, HasUnknown) = (all, true, false);
            rundown = null;
            if (!isWhole)
                return;
            if (stubs.Count > MostStubs)
                stubs.Clear();
            foreach (var thread in sampled)
            {
                for (var depth = 0; depth < thread.Stack.Length; depth++)
                {
                    if (methods.Find(At(thread.Stack, depth)) is null)
                        stubs.Add(thread.Stack[depth]);
                }
            }
        }
    }

    /// <summary>Names a stack. Equal ones are one object.</summary>
    /// <param name="addresses">Instruction pointers, leaf first.</param>
    /// <param name="isWhole">Whether all of it has a name.</param>
    public Stack Named(ReadOnlySpan<ulong> addresses, out bool isWhole)
    {
        lock (gate)
        {
            isWhole = IsReady;
            var frames = ImmutableArray.CreateBuilder<Frame>(addresses.Length);
            for (var depth = 0; depth < addresses.Length; depth++)
            {
                if (methods.Find(At(addresses, depth)) is { } function)
                    frames.Add(new Frame(Same(function), 0));
                else if (!stubs.Contains(addresses[depth]))
                    (isWhole, HasUnknown) = (false, true);
            }

            if (stacks.Count > MostStacks)
                stacks.Clear();
            var key = new StackKey(frames.DrainToImmutable());
            if (!stacks.TryGetValue(key, out var stack))
                stacks[key] = stack = new Stack(key.Frames);
            return stack;
        }
    }

    // a return address lies behind the call, and may lie behind the whole method
    private static ulong At(ReadOnlySpan<ulong> stack, int depth) => depth == 0 ? stack[0] : stack[depth] - 1;

    // each rundown makes functions anew
    private Function Same(Function function)
    {
        if (functions.TryGetValue(function, out var known))
            return known;
        if (functions.Count > MostFunctions)
            functions.Clear();
        return functions[function] = function;
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
                hash.Add(RuntimeHelpers.GetHashCode(frame.Function));
            return hash.ToHashCode();
        }
    }
}
