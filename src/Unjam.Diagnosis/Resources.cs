namespace Unjam.Diagnosis;

/// <summary>Texts and tables that are kept as files beside the code and travel inside the assembly.</summary>
internal static class Resources
{
    /// <summary>The text of an embedded file; null when there is none of that name.</summary>
    public static string? Text(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The rows of an embedded table of tab-separated columns, without its comments (<c>#</c>) and blank lines.</summary>
    public static IEnumerable<string[]> Table(string name)
    {
        var text = Text(name) ?? throw new InvalidOperationException($"the table {name} is not part of this build");
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line.Split('\t');
        }
    }
}
