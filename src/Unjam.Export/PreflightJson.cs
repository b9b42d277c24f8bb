namespace Unjam.Export;

/// <summary>Writes the conditions for attaching as <c>unjam.preflight/1</c>: see docs/json.md.</summary>
/// <param name="output">Where the document goes: one line.</param>
/// <param name="version">The version of Unjam.</param>
public sealed class PreflightJson(Stream output, string version)
{
    /// <param name="pid">The process; null when none was named.</param>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public void Write(int? pid, IReadOnlyList<PreflightLine> conditions)
    {
        using var document = new JsonDocument("unjam.preflight/1", version);
        var json = document.Writer;
        json.Number("pid", pid);
        json.WriteBoolean("attachable", conditions.All(condition => condition.IsMet != false));
        json.WriteStartArray("conditions");
        foreach (var condition in conditions)
        {
            json.WriteStartObject();
            json.WriteString("id", condition.Id);
            if (condition.IsMet is { } isMet)
                json.WriteBoolean("met", isMet);
            else
                json.WriteNull("met");
            json.Text("says", condition.Says);
            json.WriteStartObject("remedies");
            foreach (var (where, remedy) in condition.Remedies)
                json.Text(where, remedy);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        document.WriteTo(output);
    }
}
