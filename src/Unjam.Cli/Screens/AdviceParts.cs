namespace Unjam.Cli.Screens;

/// <summary>What a finding's block takes from its advice page.</summary>
/// <param name="StopTheBleeding">The first paragraph or list item under that heading, on one line; null when the page has none.</param>
internal sealed record AdviceParts(string? StopTheBleeding)
{
    public static AdviceParts Of(string? page) => new(page is null ? null : FirstParagraph(page, "stop the bleeding"));

    private static string? FirstParagraph(string page, string heading)
    {
        var paragraph = new List<string>();
        var isInside = false;
        foreach (var raw in page.Split('\n'))
        {
            var line = raw.Trim();
            if (line.StartsWith('#'))
            {
                isInside = line.TrimStart('#').Trim().Equals(heading, StringComparison.OrdinalIgnoreCase);
                continue;
            }

            if (!isInside)
                continue;
            var isItem = PageScreen.IsItem(line);
            if ((line.Length == 0 || isItem) && paragraph.Count > 0)
                break;
            if (line.Length > 0)
                paragraph.Add(isItem ? line[(line.IndexOf(' ') + 1)..] : line);
        }

        return paragraph.Count == 0 ? null : PageScreen.Plain(string.Join(' ', paragraph));
    }
}
