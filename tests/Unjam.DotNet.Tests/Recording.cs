using System.IO.Compression;

namespace Unjam.DotNet.Tests;

/// <summary>Streams of a real runtime (10.0, Linux x64), and what was true while they were recorded: `Unjam.DotNetTarget record FOLDER` writes them.</summary>
internal static class Recording
{
    /// <summary>Threads of a known crew, sampled; with names.</summary>
    public const string Crew = "crew";

    /// <summary>The same for a moment, without names.</summary>
    public const string Short = "short";

    /// <summary>Waits, locks, work and counters.</summary>
    public const string Happenings = "happenings";

    public static byte[] Bytes(string name)
    {
        using var packed = Open($"{name}.nettrace.br");
        using var stream = new BrotliStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The lines of what was true, cut at their tab.</summary>
    public static (string Key, string Value)[] Truth(string name)
    {
        using var reader = new StreamReader(Open($"{name}.truth"));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Select(parts => (parts[0], parts[1]))];
    }

    private static Stream Open(string name) =>
        typeof(Recording).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly.");
}
