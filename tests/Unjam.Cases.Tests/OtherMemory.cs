using System.Globalization;
using System.Text;
using Unjam.Live;

namespace Unjam.Cases.Tests;

/// <summary>All readable memory of a process, as a core of it would have it, read by other means than Unjam's own.</summary>
internal static class OtherMemory
{
    private const int Piece = 1 << 20;

    /// <summary>Whether a text is anywhere in it, as bytes or as .NET keeps strings.</summary>
    public static bool Holds(int pid, string text)
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text)];
        var overlap = forms.Max(form => form.Length);
        var buffer = new byte[Piece + overlap];
        using var memory = new FileStream($"/proc/{pid}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        foreach (var line in File.ReadLines($"/proc/{pid}/maps"))
        {
            var fields = line.Split(' ');
            if (!fields[1].StartsWith('r') || line.Contains("[v", StringComparison.Ordinal))
                continue;
            var ends = fields[0].Split('-');
            var (at, end) = (Number(ends[0]), Number(ends[1]));
            for (; at < end; at += Piece)
            {
                var read = Read(memory, at, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)));
                if (forms.Any(form => buffer.AsSpan(0, read).IndexOf(form) >= 0))
                    return true;
            }
        }

        return false;
    }

    private static int Read(FileStream memory, long at, Span<byte> into)
    {
        try
        {
            return RandomAccess.Read(memory.SafeFileHandle, into, at);
        }
        catch (IOException)
        {
            return 0; // reserved, or unmapped since the list was made
        }
    }

    private static long Number(string hex) => long.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
