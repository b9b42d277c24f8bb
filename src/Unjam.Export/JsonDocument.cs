using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Unjam.Export;

/// <summary>One document of Unjam's: one line of JSON that begins with its schema and the tool that wrote it.</summary>
/// <remarks>It is made in memory and leaves in one piece, so that a reader never gets half a document from a mistake of ours.</remarks>
internal sealed class JsonDocument : IDisposable
{
    // Beyond what JSON needs, < > & ' are escaped: a document may be pasted into a page.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Utf8JsonWriter writer;

    public JsonDocument(string schema, string version)
    {
        writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Encoder });
        writer.WriteStartObject();
        writer.WriteString("schema", schema);
        writer.WriteStartObject("tool");
        writer.WriteString("name", "unjam");
        writer.WriteString("version", version);
        writer.WriteEndObject();
    }

    public Utf8JsonWriter Writer => writer;

    /// <summary>Ends the document and writes it with a line feed.</summary>
    public void WriteTo(Stream output)
    {
        writer.WriteEndObject();
        writer.Flush();
        buffer.Write("\n"u8);
        output.Write(buffer.WrittenSpan);
        output.Flush();
    }

    public void Dispose() => writer.Dispose();
}
