namespace Unjam.Cli.Screens;

/// <summary>Shows an advice page: Markdown with its headings set off, its prose wrapped and its code as it is.</summary>
internal static class PageScreen
{
    public static void Write(Paper paper, string page)
    {
        var (paragraph, table, isCode) = (new List<string>(), new Table(4), false);
        foreach (var line in page.TrimEnd('\n').Split('\n').Append(""))
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            if (isCode && !isFence)
            {
                paper.Unwrapped($"    {line:sentence}");
                continue;
            }

            if (isFence || line.Length == 0 || line[0] is '#' or '|' || IsItem(line))
                Flow(paper, paragraph);
            if (!line.StartsWith('|'))
                table = Written(table, paper);
            if (isFence)
                isCode = !isCode;
            else if (line.StartsWith('|'))
                AddRow(table, line);
            else if (line.StartsWith('#'))
                paper.Line($"{Ink.Bold}{Plain(line.TrimStart('#', ' ')):sentence}{Ink.Plain}");
            else if (line.Length > 0)
                paragraph.Add(line);
            else
                paper.Blank();
        }
    }

    /// <summary>The ids of the pages, each with the first sentence of its page.</summary>
    public static void WriteList(Paper paper, IEnumerable<(string Id, string Page)> pages)
    {
        var table = new Table(2);
        foreach (var (id, page) in pages)
            table.Add($"{Ink.Bold}{id}{Ink.Plain}", $"{Title(page):sentence}");
        table.WriteTo(paper);
        paper.Blank();
        paper.Line($"  unjam explain ID says what it means, what to do now, how to fix it and how to verify.", 2);
    }

    private static Table Written(Table table, Paper paper)
    {
        table.WriteTo(paper);
        return new Table(4);
    }

    private static void AddRow(Table table, string line)
    {
        if (line.AsSpan().ContainsAnyExcept("|-: "))
            table.Add([.. line.Trim().Trim('|').Split('|').Select(cell => (Words)$"{Plain(cell.Trim()):sentence}")]);
    }

    private static void Flow(Paper paper, List<string> paragraph)
    {
        if (paragraph.Count == 0)
            return;
        var text = string.Join(' ', paragraph.Select(line => line.Trim()));
        paper.Line($"  {Plain(text):sentence}", IsItem(text) ? 4 : 2);
        paragraph.Clear();
    }

    /// <summary>Whether a line begins an item of a list.</summary>
    public static bool IsItem(string line)
    {
        var text = line.AsSpan().TrimStart();
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        return text.StartsWith("- ") || text.StartsWith("* ") || (digits > 0 && text[digits..].StartsWith(". "));
    }

    // The first sentence below the heading.
    private static string Title(string page)
    {
        var lines = page.Split('\n').Select(line => line.Trim()).SkipWhile(line => line.Length == 0 || line[0] == '#').TakeWhile(line => line.Length > 0);
        var paragraph = Plain(string.Join(' ', lines));
        var end = paragraph.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? paragraph : paragraph[..(end + 1)];
    }

    /// <summary>The words without the marks of Markdown; stars are emphasis, but not in code.</summary>
    public static string Plain(string markdown) =>
        string.Concat(markdown.Split('`').Select((part, index) => index % 2 == 0 ? part.Replace("*", "") : part));
}
