using Microsoft.Win32.SafeHandles;

namespace Unjam.Memory;

/// <summary>The bytes of an open file, addressed by their offset.</summary>
public sealed class FileMemory : IMemory, IDisposable
{
    private readonly SafeFileHandle file;

    internal FileMemory(SafeFileHandle file, FileIdentity identity)
    {
        this.file = file;
        Identity = identity;
    }

    /// <summary>Which file it is.</summary>
    public FileIdentity Identity { get; }

    /// <inheritdoc/>
    public int Read(ReadOnlySpan<MemoryRange> ranges, Span<byte> into)
    {
        for (var whole = 0; whole < ranges.Length; whole++)
        {
            var range = ranges[whole];
            var bytes = into[..range.Length];
            if (range.Start.Value > long.MaxValue || LibC.Read(file, bytes, (long)range.Start.Value) != bytes.Length)
                return whole;
            into = into[range.Length..];
        }

        return ranges.Length;
    }

    public void Dispose() => file.Dispose();
}
