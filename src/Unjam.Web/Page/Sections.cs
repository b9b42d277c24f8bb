using System.Buffers;
using System.Text.Json;

namespace Unjam.Web.Page;

/// <summary>The parts of a document that a reader keeps until they change.</summary>
/// <param name="remembers">Whether a part is left out when the same was written before.</param>
internal sealed class Sections(bool remembers = false)
{
    private readonly Dictionary<string, byte[]> written = [];
    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>Writes a part, or nothing when the reader has it.</summary>
    public void Write(Utf8JsonWriter json, string name, Action<Utf8JsonWriter> write)
    {
        if (!remembers)
        {
            json.WritePropertyName(name);
            write(json);
            return;
        }

        buffer.ResetWrittenCount();
        using (var part = new Utf8JsonWriter(buffer))
            write(part);
        if (written.TryGetValue(name, out var before) && buffer.WrittenSpan.SequenceEqual(before))
            return;
        written[name] = buffer.WrittenSpan.ToArray();
        json.WritePropertyName(name);
        json.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
    }
}
