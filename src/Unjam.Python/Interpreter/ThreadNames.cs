using Unjam.Memory;
using Unjam.Python.Objects;

namespace Unjam.Python.Interpreter;

/// <summary>The names that the program gave its threads: <c>threading._active</c>, a dict from ident to Thread.</summary>
internal sealed class ThreadNames(PyObjects objects, Modules modules)
{
    private const int MostThreads = 8192;

    private readonly Dictionary<ulong, string> names = [];

    /// <summary>The name of a thread; null when it has none that is known.</summary>
    public string? Of(ulong ident) => names.GetValueOrDefault(ident);

    /// <summary>Reads the names anew.</summary>
    public void Refresh(IReadOnlyList<Address> interpreters)
    {
        names.Clear();
        foreach (var interpreter in interpreters)
        {
            var active = modules.Value(interpreter, "threading", "_active");
            if (active.IsNull)
                continue;
            foreach (var (ident, thread) in objects.DictItems(active, MostThreads))
                TryAdd(ident, thread);
        }
    }

    private void TryAdd(Address ident, Address thread)
    {
        try
        {
            var name = objects.Attribute(thread, "_name");
            if (!name.IsNull)
                names[(ulong)objects.Int(ident)] = objects.String(name);
        }
        catch (UnreadableException)
        {
            // a thread that has just ended: it has no name any more
        }
    }
}
