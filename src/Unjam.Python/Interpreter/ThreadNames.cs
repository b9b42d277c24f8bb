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
                if (Read(ident, thread) is { } named)
                    names[named.Ident] = named.Name;
        }
    }

    /// <summary>A thread's name; null when it has none, or has just ended.</summary>
    private (ulong Ident, string Name)? Read(Address ident, Address thread)
    {
        try
        {
            var name = objects.Attribute(thread, "_name");
            return name.IsNull ? null : ((ulong)objects.Int(ident), objects.String(name));
        }
        catch (UnreadableException)
        {
            return null;
        }
    }
}
