using System.Text.Json;

namespace Unjam.Web.Page;

/// <summary>The parts of an advice page that help at once, as blocks: <c>{"text"}</c>, <c>{"item"}</c> or <c>{"code"}</c>.</summary>
internal static class AdviceSections
{
    private static readonly (string Name, string Heading)[] Wanted = [("stop", "Stop the bleeding"), ("fix", "Fix"), ("verify", "Verify")];

    public static void Write(Utf8JsonWriter json, string page)
    {
        json.WriteStartObject();
        foreach (var (name, heading) in Wanted)
        {
            json.WriteStartArray(name);
            WriteBlocks(json, LinesOf(page, heading));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static IEnumerable<string> LinesOf(string page, string heading) => page.Split('\n')
        .SkipWhile(line => !line.Trim().Equals($"## {heading}", StringComparison.OrdinalIgnoreCase))
        .Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));

    private static void WriteBlocks(Utf8JsonWriter json, IEnumerable<string> lines)
    {
        var (kind, block, isFenced) = ("text", new List<string>(), false);
        foreach (var line in lines)
        {
            var trimmed = line.Trim();
            if (trimmed.StartsWith("```", StringComparison.Ordinal))
            {
                End();
                isFenced = !isFenced;
                kind = isFenced ? "code" : "text";
            }
            else if (isFenced)
            {
                block.Add(line);
            }
            else if (trimmed.Length == 0)
            {
                End();
                kind = "text";
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal) && kind != "item")
            {
                kind = "code";
                block.Add(line[4..]);
            }
            else if (ItemStart(trimmed) is var mark and > 0)
            {
                End();
                kind = "item";
                block.Add(trimmed[mark..]);
            }
            else
            {
                block.Add(trimmed);
            }
        }

        End();

        void End()
        {
            if (block.Count > 0)
            {
                json.WriteStartObject();
                json.WriteString(kind, string.Join(kind == "code" ? '\n' : ' ', block));
                json.WriteEndObject();
            }

            block.Clear();
        }
    }

    /// <summary>How long the mark of a list's item is; 0 when the line begins none.</summary>
    private static int ItemStart(string line)
    {
        if (line.StartsWith("- ", StringComparison.Ordinal))
            return 2;
        var digits = line.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && line.AsSpan(digits).StartsWith(". ") ? digits + 2 : 0;
    }
}
