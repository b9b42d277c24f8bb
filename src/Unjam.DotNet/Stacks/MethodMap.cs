using System.Runtime.InteropServices;
using Unjam.DotNet.Events;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Stacks;

/// <summary>Which method an instruction pointer is in. Text is made only for methods that are asked for: a rundown names thousands.</summary>
/// <param name="limit">Methods that are kept at most; further ones are counted.</param>
public sealed class MethodMap(int limit = MethodMap.MostMethods)
{
    private const int MostMethods = 1 << 20;
    private const int MostNameBytes = 128 << 20;
    private const int LongestName = 4096;
    private const int MostModules = 1 << 16;
    private const int LongestPath = 4096;

    private readonly List<Place> places = [];
    private readonly Dictionary<ulong, string> modules = [];
    private readonly Dictionary<int, Function> found = [];
    private readonly Dictionary<(string Name, string File), Function> functions = [];
    private byte[] names = new byte[1 << 14];
    private int used;
    private bool isSorted = true;

    /// <summary>Methods that are known, once for each place where their code is.</summary>
    public int Methods => places.Count;

    /// <summary>Methods that found no room.</summary>
    public long Dropped { get; private set; }

    /// <summary>Takes the place of a method's code.</summary>
    public void Add(in MethodEvent method)
    {
        var bytes = method.TypeName.Length + method.Name.Length;
        if (places.Count >= limit || bytes > LongestName || used + bytes > MostNameBytes || method.Size == 0)
        {
            Dropped++;
            return;
        }

        if (used + bytes > names.Length)
            Array.Resize(ref names, Math.Max(used + bytes, names.Length * 2));
        places.Add(new Place(method.Address, method.Size, method.Module, used, (ushort)method.TypeName.Length, (ushort)method.Name.Length));
        method.TypeName.CopyTo(names.AsSpan(used));
        method.Name.CopyTo(names.AsSpan(used + method.TypeName.Length));
        used += bytes;
        isSorted = false;
    }

    /// <summary>Takes the name of a module's file.</summary>
    public void Add(in ModuleEvent module)
    {
        if (modules.Count < MostModules && module.Path.Length <= LongestPath)
            modules[module.Module] = FileName(Cursor.Text(module.Path, LongestPath));
    }

    /// <summary>Finds the method; null when no method that is known lies there: a stub of the runtime, or code that was never told of.</summary>
    /// <remarks>Methods that were compiled twice, and lambdas of one method, are one function: its name is made readable, and says no more of them.</remarks>
    public Function? Find(ulong address)
    {
        Sort();
        var (low, high) = (0, places.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (places[middle].Address <= address)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high >= 0 && address - places[high].Address < places[high].Size ? At(high) : null;
    }

    /// <summary>Forgets everything but the functions it made: the same method is the same function after it.</summary>
    public void Clear()
    {
        places.Clear();
        modules.Clear();
        found.Clear();
        used = 0;
        Dropped = 0;
        if (functions.Count > MostModules)
            functions.Clear();
    }

    private Function At(int index)
    {
        if (found.TryGetValue(index, out var known))
            return known;
        var place = places[index];
        var bytes = names.AsSpan(place.NameAt, place.TypeBytes + place.NameBytes);
        var type = MemoryMarshal.Cast<byte, char>(bytes[..place.TypeBytes]);
        var method = MemoryMarshal.Cast<byte, char>(bytes[place.TypeBytes..]);
        var key = (Name: SourceNames.Readable(type, method), File: modules.GetValueOrDefault(place.Module, ""));
        if (!functions.TryGetValue(key, out var function))
            functions[key] = function = new Function(key.Name, key.File, 0);
        return found[index] = function;
    }

    // of two methods at one place the later told is there: the earlier one was unloaded
    private void Sort()
    {
        if (isSorted)
            return;
        places.Sort();
        found.Clear();
        isSorted = true;
    }

    // a path may be of either system
    private static string FileName(string path) => path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];

    private readonly record struct Place(ulong Address, uint Size, ulong Module, int NameAt, ushort TypeBytes, ushort NameBytes) : IComparable<Place>
    {
        public int CompareTo(Place other) => Address != other.Address ? Address.CompareTo(other.Address) : NameAt.CompareTo(other.NameAt);
    }
}
