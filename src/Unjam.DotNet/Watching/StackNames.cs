using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Stacks;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>
/// Names the stacks of bursts and of waits. Methods come from the rundown of a burst, which names all there are, and one by one as they are compiled from then on.
/// </summary>
internal sealed class StackNames
{
    private const int MostStubs = 1 << 16;

    private readonly Lock gate = new();
    private readonly MethodMap methods = new();
    private readonly NamedStacks stacks;
    private readonly HashSet<ulong> stubs = [];
    private readonly HashSet<ulong> unknown = [];
    private long present;

    public StackNames() => stacks = new NamedStacks(methods);

    /// <summary>A rundown has named all methods that there were.</summary>
    public bool IsReady { get; private set; }

    /// <summary>A stack had code that no method is known for: the next burst should name all methods anew.</summary>
    public bool HasUnknown
    {
        get
        {
            lock (gate)
                return unknown.Count > 0;
        }
    }

    /// <summary>A stream begins that ends with all methods.</summary>
    public void BeginRundown()
    {
        lock (gate)
            present = 0;
    }

    /// <summary>Takes a method or a module; other events are ignored.</summary>
    public void Take(in NettraceEvent happened)
    {
        lock (gate)
        {
            if (methods.Take(happened) && happened.Type.Known == KnownEvent.MethodPresent)
                present++;
        }
    }

    /// <summary>The stream has ended.</summary>
    /// <param name="isWhole">All of it was read: code that has no name now is a stub that the runtime made.</param>
    /// <param name="sampled">Stacks of the same burst.</param>
    public void EndRundown(bool isWhole, IEnumerable<SampledThreads.Sampled> sampled)
    {
        lock (gate)
        {
            IsReady |= present > 0;
            if (!isWhole)
                return;
            if (stubs.Count > MostStubs)
                stubs.Clear();
            foreach (var thread in sampled)
            {
                for (var depth = 0; depth < thread.Stack.Length; depth++)
                    unknown.Add(NamedStacks.At(thread.Stack, depth));
            }

            unknown.RemoveWhere(address => methods.Find(address) is not null);
            stubs.UnionWith(unknown);
            unknown.Clear();
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
            for (var depth = 0; depth < addresses.Length; depth++)
            {
                var address = NamedStacks.At(addresses, depth);
                if (methods.Find(address) is not null || stubs.Contains(address))
                    continue;
                isWhole = false;
                if (unknown.Count < MostStubs)
                    unknown.Add(address);
            }

            return stacks.Of(addresses, hasUnknown: false);
        }
    }
}
