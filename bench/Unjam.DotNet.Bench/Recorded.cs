using System.IO.Compression;

namespace Unjam.DotNet.Bench;

/// <summary>A stream that a real runtime wrote: the data of the reader's tests.</summary>
internal sealed class Recorded : IDisposable
{
    public Recorded(string name)
    {
        Name = name;
        using var packed = typeof(Recorded).Assembly.GetManifestResourceStream($"{name}.nettrace.br") ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var stream = new BrotliStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        Bytes = bytes.ToArray();
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"unjam-bench-{Environment.ProcessId}-{name}.nettrace");
        File.WriteAllBytes(Path, Bytes);
    }

    public string Name { get; }

    public byte[] Bytes { get; }

    /// <summary>The same in a file.</summary>
    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
