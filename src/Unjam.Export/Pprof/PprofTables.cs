using Unjam.Model;

namespace Unjam.Export.Pprof;

/// <summary>The strings, functions and locations of a profile, each once.</summary>
internal sealed class PprofTables
{
    /// <summary>Strings (two of them for each function) after which samples are left out. One sample can still add its own frames.</summary>
    public const int StringLimit = 50_000;

    private readonly Dictionary<string, ulong> strings = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly Dictionary<Function, ulong> functions = [];
    private readonly Dictionary<Frame, ulong> locations = [];

    public bool IsFull => strings.Count + (2 * functions.Count) >= StringLimit;

    /// <summary>The index of a text in the string table, where it stands cleaned.</summary>
    public ulong Text(string text)
    {
        var clean = SafeText.Of(text);
        if (!strings.TryGetValue(clean, out var index))
            strings[clean] = index = (ulong)strings.Count;
        return index;
    }

    /// <summary>The id of a line of a function; they count from 1.</summary>
    public ulong Location(Frame frame)
    {
        if (locations.TryGetValue(frame, out var id))
            return id;
        if (!functions.ContainsKey(frame.Function))
            functions[frame.Function] = (ulong)functions.Count + 1;
        return locations[frame] = (ulong)locations.Count + 1;
    }

    /// <summary>The id of the frame that stands for everything beyond the limits.</summary>
    public ulong LeftOut() => Location(new Frame(new Function("(left out)", "", 0), 0));

    public void PutTo(ProtoBytes profile)
    {
        var message = new ProtoBytes();
        var line = new ProtoBytes();
        foreach (var (frame, id) in locations)
        {
            line.Clear();
            line.Put(1, functions[frame.Function]);
            line.Put(2, (ulong)Math.Max(frame.Line, 0));
            message.Clear();
            message.Put(1, id);
            message.Put(4, line);
            profile.Put(4, message);
        }

        foreach (var (function, id) in functions)
        {
            message.Clear();
            message.Put(1, id);
            message.Put(2, Text(function.Name));
            message.Put(3, Text(function.Name));
            message.Put(4, Text(function.File));
            message.Put(5, (ulong)Math.Max(function.FirstLine, 0));
            profile.Put(5, message);
        }

        foreach (var text in strings.OrderBy(each => each.Value))
            profile.Put(6, text.Key);
    }
}
