using System.Globalization;
using System.Text;
using Unjam.Memory;
using Unjam.Python.Layouts;

namespace Unjam.Python.Attach;

/// <summary>Reads versions out of text: file names, and the <c>sys.version</c> that every CPython keeps among its variables.</summary>
internal static class VersionText
{
    private const int MostData = 16 * 1024 * 1024;
    private const int MostPlaces = 64;
    private const int MostBefore = 200;

    /// <summary>From a name such as <c>python3.11</c> or <c>libpython3.9.so.1.0</c>; null when it holds none.</summary>
    public static PythonVersion? FromFileName(ReadOnlySpan<char> name)
    {
        for (var at = name.IndexOf("python", StringComparison.OrdinalIgnoreCase); at >= 0;)
        {
            name = name[(at + "python".Length)..];
            var rest = name;
            if (TryNumber(ref rest, out var major) && rest is ['.', ..] && Skip(ref rest) && TryNumber(ref rest, out var minor))
                return new PythonVersion(major, minor, -1);
            at = name.IndexOf("python", StringComparison.OrdinalIgnoreCase);
        }

        return null;
    }

    /// <summary>From the buffer of <c>Py_GetVersion()</c>, such as <c>3.9.18 (main, …) \n[GCC 12.2.0]</c>; null when the image has none.</summary>
    public static PythonVersion? FromVariables(IMemory memory, ElfImage image)
        // the line break before the compiler went with 3.10
        => FromVariables(memory, image, ") ["u8) ?? FromVariables(memory, image, ") \n["u8);

    private static PythonVersion? FromVariables(IMemory memory, ElfImage image, ReadOnlySpan<byte> mark)
    {
        Span<long> places = stackalloc long[MostPlaces];
        Span<byte> before = stackalloc byte[MostBefore];
        foreach (var data in image.DataRanges(MostData))
        {
            var count = ByteSearch.Find(memory, data.Start, (ulong)data.Length, mark, alignment: 1, places);
            foreach (var place in places[..count])
            {
                var length = (int)Math.Min(MostBefore, place);
                var range = new MemoryRange(data.Start + (place - length), length);
                if (length > 0 && memory.Read(new ReadOnlySpan<MemoryRange>(in range), before[..length]) == 1
                    && Parse(before[..length]) is { } version)
                    return version;
            }
        }

        return null;
    }

    private static PythonVersion? Parse(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes[(bytes.LastIndexOf((byte)0) + 1)..]).AsSpan();
        if (!TryNumber(ref text, out var major) || !Skip(ref text) || !TryNumber(ref text, out var minor)
            || !Skip(ref text) || !TryNumber(ref text, out var micro))
            return null;
        var end = text.IndexOf(" (");
        return end is < 0 or > 8 ? null : new PythonVersion(major, minor, micro) { PreRelease = text[..end].TrimEnd('+').ToString() };
    }

    private static bool Skip(ref ReadOnlySpan<char> text)
    {
        if (text is not ['.', ..])
            return false;
        text = text[1..];
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<char> text, out int number)
    {
        var length = 0;
        while (length < text.Length && length < 4 && char.IsAsciiDigit(text[length]))
            length++;
        var isNumber = int.TryParse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture, out number);
        text = text[length..];
        return isNumber;
    }
}
