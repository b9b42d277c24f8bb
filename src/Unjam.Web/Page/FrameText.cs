using System.Globalization;
using System.Text.Json;
using Unjam.Export;
using Unjam.Model;

namespace Unjam.Web.Page;

/// <summary>Frames as one line of text. What the target names is made visible here: nothing of it is left raw in a document.</summary>
internal static class FrameText
{
    private const int MostFrames = 100;

    /// <summary>Function, file and line: <c>fetch /srv/app/db.py:41</c>.</summary>
    public static string Of(Frame frame) => Of(frame.Function.Name, frame.Function.File, frame.Line);

    public static string Of(string function, string file, int line) => line > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{SafeText.Of(function)} {SafeText.Of(file)}:{line}")
        : $"{SafeText.Of(function)} {SafeText.Of(file)}";

    /// <summary>The same with the file's name alone: <c>fetch db.py:41</c>.</summary>
    public static string Short(Frame frame) => Of(frame.Function.Name, frame.Function.File[(frame.Function.File.LastIndexOf('/') + 1)..], frame.Line);

    /// <summary>A stack as an array, leaf first.</summary>
    public static void WriteStack(Utf8JsonWriter json, Stack stack)
    {
        json.WriteStartArray();
        foreach (var frame in stack.Frames.Take(MostFrames))
            json.WriteStringValue(Of(frame));
        json.WriteEndArray();
    }
}
