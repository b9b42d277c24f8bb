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
        WriteOrigin(writer, schema, version);
    }

    /// <summary>Writes what every document begins with.</summary>
    public static void WriteOrigin(Utf8JsonWriter json, string schema, string version)
    {
        json.WriteString("schema", schema);
        json.WriteStartObject("tool");
        json.WriteString("name", "unjam");
        json.WriteString("version", version);
        json.WriteEndObject();
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
