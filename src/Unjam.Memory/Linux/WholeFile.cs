using Microsoft.Win32.SafeHandles;

namespace Unjam.Memory;

/// <summary>Reads files whose length is known only at their end, as those of <c>/proc</c>.</summary>
internal static class WholeFile
{
    /// <summary>Bytes of a file from its start, at most <paramref name="limit"/>; empty when its process is gone.</summary>
    public static byte[] Read(SafeFileHandle file, int limit)
    {
        var bytes = new byte[Math.Min(limit, 16 * 1024)];
        var whole = 0;
        while (true)
        {
            var count = (int)LibC.Read(file, bytes.AsSpan(whole), whole);
            if (count <= 0)
                return bytes.AsSpan(0, whole).ToArray();
            whole += count;
            if (whole == limit)
                return bytes;
            if (whole == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(limit, bytes.Length * 2L));
        }
    }
}
