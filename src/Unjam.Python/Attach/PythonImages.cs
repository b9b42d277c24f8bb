using Unjam.Memory;

namespace Unjam.Python.Attach;

/// <summary>The loaded files of a process, those first that are likely to hold a Python.</summary>
internal sealed class PythonImages
{
    private readonly IMemory memory;
    private readonly List<MemoryMap> others = [];

    public PythonImages(IMemory memory, MemoryMaps maps, Address programHeaders)
    {
        this.memory = memory;
        Maps = maps;
        maps.TryFind(programHeaders, out var executable);
        var seen = new HashSet<FileIdentity>();
        var named = new List<MemoryMap>();
        foreach (var map in maps.All)
        {
            if (map.Offset != 0 || !map.IsFile || !map.May(MapAccess.Read) || !seen.Add(map.File))
                continue;
            if (map.File == executable.File)
                Add(map, isExecutable: true);
            else if (PythonImage.IsPythonName(map.FileName))
                named.Add(map);
            else
                others.Add(map);
        }

        foreach (var map in named)
            Add(map, isExecutable: false);
    }

    public MemoryMaps Maps { get; }

    /// <summary>The executable, then every file with Python in its name.</summary>
    public List<PythonImage> Likely { get; } = [];

    /// <summary>All other loaded files whose name begins so, read as they are asked for.</summary>
    public IEnumerable<PythonImage> Others(string start = "")
    {
        foreach (var map in others)
        {
            if (map.FileName.StartsWith(start, StringComparison.Ordinal) && Read(map, isExecutable: false) is { } image)
                yield return image;
        }
    }

    /// <summary>Whether any mapped file's name begins so.</summary>
    public bool AnyFileNamed(string start)
    {
        foreach (var map in Maps.All)
        {
            if (map.IsFile && map.FileName.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Whether a mapped file with Python in its name is a 32-bit program.</summary>
    public bool AnyNarrowPython()
    {
        Span<byte> start = stackalloc byte[5];
        foreach (var map in Maps.All)
        {
            var range = new MemoryRange(map.Start, start.Length);
            if (map.Offset == 0 && map.IsFile && PythonImage.IsPythonName(map.FileName)
                && memory.Read(new ReadOnlySpan<MemoryRange>(in range), start) == 1 && start.SequenceEqual("\u007fELF\u0001"u8))
                return true;
        }

        return false;
    }

    private void Add(MemoryMap map, bool isExecutable)
    {
        if (Read(map, isExecutable) is { } image)
            Likely.Add(image);
    }

    private PythonImage? Read(MemoryMap map, bool isExecutable)
    {
        try
        {
            return new PythonImage(map, ElfImage.Read(memory, map.Start), isExecutable);
        }
        catch (UnreadableException)
        {
            return null; // most mapped files are not programs
        }
    }
}
