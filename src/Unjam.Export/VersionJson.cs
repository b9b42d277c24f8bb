namespace Unjam.Export;

/// <summary>Writes which Unjam this is as <c>unjam.version/1</c>.</summary>
public static class VersionJson
{
    /// <exception cref="IOException">The output cannot be written.</exception>
    public static void Write(Stream output, string version, string platform)
    {
        using var document = new JsonDocument("unjam.version/1", version);
        document.Writer.WriteString("platform", platform);
        document.WriteTo(output);
    }
}
