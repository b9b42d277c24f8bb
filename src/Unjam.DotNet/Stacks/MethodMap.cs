using System.Runtime.InteropServices;
using Unjam.DotNet.Events;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Stacks;

/// <summary>Which method an instruction pointer is in. Text is made only for methods that are asked for: a rundown names thousands.</summary>
/// <remarks>Not thread-safe. It may be told of methods by several sessions of one process, as long as it likes: what is told twice is kept once.</remarks>
/// <param name="limit">Methods that are kept at most; further ones are counted.</param>
public sealed class MethodMap(int limit = MethodMap.MostMethods)
{
    private const int MostMethods = 1 << 20;
    private const int MostNameBytes = 128 << 20;
    private const int LongestName = 4096;
    private const int MostModules = 1 << 16;
    private const int LongestPath = 4096;
    private const int MostFresh = 64;
    private const int MostUnmerged = 4096;

    // of the methods at one address only the one told last, by address
    private readonly MethodNames names = new(MostNameBytes);
    private readonly Dictionary<ulong, string> modules = [];
    private readonly Dictionary<int, Function> found = [];
    private readonly Dictionary<(string Name, string File), Function> functions = [];
    private List<MethodPlace> places = [];
    private List<MethodPlace> merged = [];

    // told since, in that order
    private readonly List<MethodPlace> fresh = [];

    /// <summary>Methods that are known, once for each place where their code is.</summary>
    public int Methods => places.Count + fresh.Count;

    /// <summary>Methods that found no room.</summary>
    public long Dropped { get; private set; }

    /// <summary>Takes a method or a module of a stream.</summary>
    /// <returns>False for any other event, and for one that makes no sense.</returns>
    public bool Take(in NettraceEvent happened)
    {
        switch (happened.Type.Known)
        {
            case KnownEvent.MethodLoaded or KnownEvent.MethodPresent when MethodEvent.TryRead(happened.Payload, out var method):
                Add(method);
                return true;
            case KnownEvent.ModuleLoaded or KnownEvent.ModulePresent when ModuleEvent.TryRead(happened.Payload, out var module):
                Add(module);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Takes the place of a method's code.</summary>
    public void Add(in MethodEvent method) => Add(method.Address, method.Size, method.Module, method.TypeName, method.Name);

    /// <summary>Takes the name of a module's file.</summary>
    public void Add(in ModuleEvent module)
    {
        if (modules.Count >= MostModules || module.Path.Length > LongestPath)
            return;
        Add(module.Module, FileName(Cursor.Text(module.Path, LongestPath)));
    }

    /// <summary>Takes all that another one knows of the same process.</summary>
    public void Add(MethodMap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (module, file) in other.modules)
        {
            if (modules.Count < MostModules)
                Add(module, file);
        }

        foreach (var place in other.places.Concat(other.fresh))
            Add(place.Address, place.Size, place.Module, other.names.TypeOf(place), other.names.NameOf(place));
    }

    /// <summary>Finds the method; null when no method that is known lies there: a stub of the runtime, or code that was never told of.</summary>
    /// <remarks>Methods that were compiled twice, and lambdas of one method, are one function: its name is made readable, and says no more of them.</remarks>
    public Function? Find(ulong address)
    {
        if (fresh.Count > MostFresh)
            Merge();
        for (var index = fresh.Count - 1; index >= 0; index--)
        {
            if (fresh[index].Holds(address))
                return Named(fresh[index]);
        }

        var (low, high) = (0, places.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (places[middle].Address <= address)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high >= 0 && places[high].Holds(address) ? Named(places[high]) : null;
    }

    /// <summary>Forgets everything but the functions it made: the same method is the same function after it.</summary>
    public void Clear()
    {
        places.Clear();
        fresh.Clear();
        modules.Clear();
        found.Clear();
        names.Clear();
        Dropped = 0;
        if (functions.Count > MostModules)
            functions.Clear();
    }

    private void Add(ulong address, uint size, ulong module, ReadOnlySpan<byte> type, ReadOnlySpan<byte> name)
    {
        // what was told twice takes no room once it is merged
        if (fresh.Count >= Math.Max(MostUnmerged, places.Count / 2) || (Methods >= limit && fresh.Count > limit / 16))
            Merge();
        if (Methods >= limit || type.Length + name.Length > LongestName || size == 0 || !names.Add(type, name, out var at))
            Dropped++;
        else
            fresh.Add(new MethodPlace(address, size, module, at, (ushort)type.Length, (ushort)name.Length));
    }

    private void Add(ulong module, string file)
    {
        // its methods were of no file until now
        if (!modules.TryGetValue(module, out var known) || known != file)
            found.Clear();
        modules[module] = file;
    }

    private Function Named(in MethodPlace place)
    {
        if (found.TryGetValue(place.NameAt, out var known))
            return known;
        var type = MemoryMarshal.Cast<byte, char>(names.TypeOf(place));
        var method = MemoryMarshal.Cast<byte, char>(names.NameOf(place));
        var key = (Name: SourceNames.Readable(type, method), File: modules.GetValueOrDefault(place.Module, ""));
        if (!functions.TryGetValue(key, out var function))
        {
            if (functions.Count >= limit)
                functions.Clear();
            functions[key] = function = new Function(key.Name, key.File, 0);
        }

        return found[place.NameAt] = function;
    }

    // of two methods at one address the later told is there: the earlier one was unloaded
    private void Merge()
    {
        fresh.Sort();
        merged.Clear();
        merged.EnsureCapacity(places.Count + fresh.Count);
        var old = 0;
        for (var index = 0; index < fresh.Count; index++)
        {
            var next = fresh[index];
            if (index + 1 < fresh.Count && fresh[index + 1].Address == next.Address)
            {
                names.Forget(next);
                continue;
            }

            while (old < places.Count && places[old].Address < next.Address)
                merged.Add(places[old++]);
            if (old < places.Count && places[old].Address == next.Address)
                names.Forget(places[old++]);
            merged.Add(next);
        }

        while (old < places.Count)
            merged.Add(places[old++]);
        (places, merged) = (merged, places);
        fresh.Clear();
        if (names.Compact(places))
            found.Clear();
    }

    // a path may be of either system
    private static string FileName(string path) => path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
}
