using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Layouts;

namespace Unjam.Python.Attach;

/// <summary>Finds the CPython runtime of a process. It only finds: whether the version is known and the runtime is ready is asked later.</summary>
internal sealed class PythonLocator(IMemory memory, ProcessDirectory directory, PythonImages images)
{
    private const string RuntimeSymbol = "_PyRuntime";
    private const string RuntimeSection = ".PyRuntime";
    private const int MostData = 64 * 1024 * 1024;
    private const int MostCookies = 8;

    private static readonly RuntimeRoutes[] Order = [RuntimeRoutes.Symbol, RuntimeRoutes.File, RuntimeRoutes.Cookie, RuntimeRoutes.Pointers];

    /// <summary>The runtime that is in use; one that lies idle when no other is there; null when there is none.</summary>
    /// <remarks>Two are there when a static interpreter loads an extension that is linked with libpython.</remarks>
    public PythonRuntime? Locate(RuntimeRoutes routes = RuntimeRoutes.All)
    {
        PythonRuntime? idle = null;
        foreach (var runtime in Find(routes))
        {
            if (IsInUse(runtime))
                return runtime;
            idle ??= runtime;
        }

        return idle;
    }

    private IEnumerable<PythonRuntime> Find(RuntimeRoutes routes)
    {
        var isFound = false;
        foreach (var route in Order)
        {
            if ((routes & route) == 0)
                continue;
            foreach (var runtime in images.Likely.SelectMany(image => Find(image, route)))
            {
                isFound = true;
                yield return runtime;
            }

            // the cheap way is worth trying on files that do not look like a Python
            if (!isFound && route == RuntimeRoutes.Symbol)
            {
                foreach (var runtime in images.Others().SelectMany(image => Find(image, route)))
                {
                    isFound = true;
                    yield return runtime;
                }
            }

            if (isFound)
                yield break;
        }
    }

    private IEnumerable<PythonRuntime> Find(PythonImage image, RuntimeRoutes route)
    {
        var places = route switch
        {
            RuntimeRoutes.Symbol => One(image.Find(RuntimeSymbol)),
            RuntimeRoutes.File => One(ImageFile.Find(directory, image, RuntimeSection, RuntimeSymbol)),
            RuntimeRoutes.Cookie => ByCookie(image),
            _ => One(ByPointers(image)),
        };
        return places.Select(at => Describe(image, at, route)).OfType<PythonRuntime>();
    }

    private static IEnumerable<Address> One(Address? at) => at is { } found ? [found] : [];

    private IEnumerable<Address> ByCookie(PythonImage image)
    {
        var places = new long[MostCookies];
        foreach (var data in image.Elf.DataRanges(MostData))
        {
            var count = ByteSearch.Find(memory, data.Start, (ulong)data.Length, RuntimeHeader.Cookie, alignment: 8, places);
            for (var i = 0; i < count; i++)
                yield return data.Start + places[i];
        }
    }

    private Address? ByPointers(PythonImage image)
        => VersionOf(image) is { } version && KnownVersions.Includes(version) && !KnownVersions.DescribesItself(version)
            ? new PointerSearch(memory, images.Maps, new LayoutRow(version, [])).Find(image.Elf)
            : null;

    private PythonRuntime? Describe(PythonImage image, Address at, RuntimeRoutes route)
    {
        if (!images.Maps.TryFind(at, out var map) || !map.May(MapAccess.Read | MapAccess.Write))
            return null;
        var header = RuntimeHeader.Read(memory, at);
        if (route == RuntimeRoutes.Cookie && header is null)
            return null;
        if ((header?.Version ?? VersionOf(image)) is not { } version)
            return null;
        return new PythonRuntime(
            directory.Pid, at, version, header?.IsFreeThreaded ?? false, header is not null, AsyncioDebug: null,
            image.Map.Path, !image.IsExecutable, route);
    }

    private PythonVersion? VersionOf(PythonImage image)
        => ExportedVersion(image) ?? VersionText.FromVariables(memory, image.Elf) ?? VersionText.FromFileName(image.Map.FileName);

    private PythonVersion? ExportedVersion(PythonImage image)
    {
        const string symbol = "Py_Version";
        Span<byte> hex = stackalloc byte[4];
        if (image.Find(symbol) is not { } at)
            return null;
        var range = new MemoryRange(at, hex.Length);
        return memory.Read(new ReadOnlySpan<MemoryRange>(in range), hex) == 1 ? PythonVersion.FromHex(BitConverter.ToUInt32(hex)) : null;
    }

    private bool IsInUse(PythonRuntime runtime)
    {
        try
        {
            return KnownVersions.Includes(runtime.Version) && !runtime.IsFreeThreaded && Readiness.Of(memory, runtime) == RuntimeState.Running;
        }
        catch (AttachException)
        {
            return false; // its table makes no sense: another may be the one in use
        }
    }
}
