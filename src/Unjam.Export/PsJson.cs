namespace Unjam.Export;

/// <summary>Writes a list of processes as <c>unjam.ps/1</c>: see docs/json.md.</summary>
/// <param name="output">Where the document goes: one line.</param>
/// <param name="version">The version of Unjam.</param>
public sealed class PsJson(Stream output, string version)
{
    /// <exception cref="IOException">The output cannot be written.</exception>
    public void Write(IEnumerable<ListedProcess> processes)
    {
        using var document = new JsonDocument("unjam.ps/1", version);
        var json = document.Writer;
        json.WriteStartArray("processes");
        foreach (var process in processes)
        {
            json.WriteStartObject();
            json.WriteNumber("pid", process.Pid);
            json.WriteBoolean("attachable", process.WhyNot is null);
            json.Text("why_not", process.WhyNot);
            json.Text("runtime", process.Runtime);
            if (process.Loops is { } loops)
                json.Texts("loops", loops.Select(Names.Of));
            else
                json.WriteNull("loops");
            json.Number("pools", process.Pools);
            json.Text("command", process.Command);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        document.WriteTo(output);
    }
}
