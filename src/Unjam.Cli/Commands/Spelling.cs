namespace Unjam.Cli.Commands;

/// <summary>How far two words are from each other.</summary>
internal static class Spelling
{
    /// <summary>Letters to insert, remove or replace to make one word the other (Levenshtein).</summary>
    public static int Distance(string typed, string meant)
    {
        if (typed.Length > 2 * meant.Length)
            return typed.Length;
        var row = Enumerable.Range(0, meant.Length + 1).ToArray();
        foreach (var letter in typed)
        {
            var (corner, left) = (row[0], row[0] + 1);
            row[0] = left;
            for (var at = 1; at < row.Length; at++)
            {
                var replaced = corner + (letter == meant[at - 1] ? 0 : 1);
                corner = row[at];
                left = Math.Min(replaced, Math.Min(left, corner) + 1);
                row[at] = left;
            }
        }

        return row[^1];
    }
}
