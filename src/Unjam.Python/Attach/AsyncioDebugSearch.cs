using System.Buffers.Binary;
using Unjam.Memory;
using Unjam.Python.Layouts;

namespace Unjam.Python.Attach;

/// <summary>
/// Finds the table by which asyncio describes itself (3.14+): a section of <c>_asyncio</c>'s file or, where that is built in, of Python's.
/// No symbol names it. Without the file it is known by its content: it holds the size of an interpreter, which Python's own table says too.
/// </summary>
internal static class AsyncioDebugSearch
{
    private const string Section = ".AsyncioDebug";
    private const int MostData = 16 * 1024 * 1024;
    private const int MostPlaces = 32;
    private const int InterpreterSizeEntry = 7 * 8;

    public static Address? Find(IMemory memory, ProcessDirectory directory, PythonImages images, PythonRuntime runtime)
    {
        if (!KnownVersions.HasAsyncioDebug(runtime.Version))
            return null;
        var candidates = images.Others("_asyncio.").Concat(images.Likely).ToList();
        foreach (var image in candidates)
        {
            if (ImageFile.Find(directory, image, Section) is { } at && IsTable(memory, at))
                return at;
        }

        return FindByContent(memory, candidates, runtime);
    }

    internal static Address? FindByContent(IMemory memory, IEnumerable<PythonImage> candidates, PythonRuntime runtime)
    {
        Span<byte> size = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(size, Readiness.ReadRow(memory, runtime)["interpreter.size"]);
        Span<long> places = stackalloc long[MostPlaces];
        foreach (var image in candidates)
        {
            foreach (var data in image.Elf.DataRanges(MostData))
            {
                var count = ByteSearch.Find(memory, data.Start, (ulong)data.Length, size, alignment: 8, places);
                foreach (var place in places[..count])
                {
                    if (place >= InterpreterSizeEntry && IsTable(memory, data.Start + (place - InterpreterSizeEntry)))
                        return data.Start + (place - InterpreterSizeEntry);
                }
            }
        }

        return null;
    }

    private static bool IsTable(IMemory memory, Address at)
    {
        try
        {
            var table = AsyncioOffsets.Read(memory, at);
            return table is { TaskName: > 0, TaskCoroutine: > 0, TaskNode: > 0, InterpreterTasks: > 0, RunningLoop: > 0 };
        }
        catch (UnreadableException)
        {
            return false; // other bytes that happen to hold the number
        }
    }
}
