using System.Globalization;
using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Attach;
using Unjam.Python.Layouts;

namespace Unjam.Python.Tests;

/// <summary>What has to be known of a Python besides the bytes on its tape, and how to look at it through any memory.</summary>
internal sealed record RecordedPython(PythonVersion Version, Address Runtime, Address? AsyncioDebug)
{
    public static RecordedPython Of(PythonRuntime runtime) => new(runtime.Version, runtime.At, runtime.AsyncioDebug);

    public static RecordedPython Of(Tape tape)
    {
        var version = tape.Notes["version"].Split('.').Select(static part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new RecordedPython(
            new PythonVersion(version[0], version[1], version.Length > 2 ? version[2] : -1),
            At(tape.Notes["runtime"]),
            tape.Notes.TryGetValue("asyncio", out var asyncio) ? At(asyncio) : null);
    }

    public Dictionary<string, string> ToNotes()
    {
        var notes = new Dictionary<string, string> { ["version"] = $"{Version}", ["runtime"] = $"{Runtime.Value}" };
        if (AsyncioDebug is { } asyncio)
            notes["asyncio"] = $"{asyncio.Value}";
        return notes;
    }

    /// <summary>Begins to look at it through a memory.</summary>
    public PythonSight Through(IMemory memory) => Through(LayoutIn(memory), memory);

    /// <summary>Begins to look at it through a memory, by a layout that is known.</summary>
    public PythonSight Through(Layout layout, IMemory memory) => new(layout, Runtime, memory, default, null);

    /// <summary>Where its fields are, as far as it says so itself.</summary>
    public Layout LayoutIn(IMemory memory)
    {
        var table = new byte[KnownVersions.DebugOffsetsLength(Version)];
        memory.Bytes(Runtime, table);
        var asyncio = AsyncioDebug is { } at ? AsyncioOffsets.Read(memory, at) : null;
        return new Layout(new LayoutRow(Version, table), asyncio);
    }

    private static Address At(string number) => new(ulong.Parse(number, CultureInfo.InvariantCulture));
}
