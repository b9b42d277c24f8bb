using Unjam.Export;

namespace Unjam.Cli.Screens;

/// <summary>Shows each condition for attaching with a mark, what was found, and what to do where it does not hold.</summary>
internal static class PreflightScreen
{
    /// <param name="pid">The process; null when none was named.</param>
    public static void Write(Paper paper, int? pid, IReadOnlyList<PreflightLine> conditions)
    {
        // one table, so that the columns agree
        var width = conditions.Max(condition => condition.Id.Length);
        foreach (var condition in conditions)
        {
            paper.Line($"{Mark(condition)}{Ink.Plain} {Ink.Bold}{condition.Id}{Ink.Plain}{Gap(width + 3 - condition.Id.Length)}{condition.Says:sentence}", width + 5);
            var table = new Table(4);
            foreach (var (where, remedy) in condition.Remedies)
                table.Add($"{NameOf(where)}", $"{remedy:sentence}");
            table.WriteTo(paper);
        }

        paper.Blank();
        var unmet = conditions.Count(condition => condition.IsMet == false);
        var who = pid is { } number ? $"Process {number}" : "A process";
        if (unmet > 0)
            paper.Line($"{Ink.Bad}✖ NO{Ink.Plain}  {who} cannot be attached to from here: {Endings.Count(unmet, "condition")} not met.", 2);
        else if (pid is { } ready)
            paper.Line($"{Ink.Good}✔ YES{Ink.Plain}  Process {ready} can be attached to: unjam diagnose {ready}", 2);
        else
            paper.Line($"{Ink.Good}✔ YES{Ink.Plain}  Processes can be attached to from here; for one of them: unjam preflight PID", 2);
    }

    private static Words Mark(PreflightLine condition) => condition.IsMet switch
    {
        true => (Words)$"{Ink.Good}✔",
        false => (Words)$"{Ink.Bad}✖",
        null => (Words)$"{Ink.Dim}●",
    };

    private static Words Gap(int width)
    {
        var gap = new Words(width, 0);
        gap.AppendLiteral(new string(' ', width));
        return gap;
    }

    private static string NameOf(string where) => where switch
    {
        "docker" => "Docker",
        "kubernetes" => "Kubernetes",
        _ => where,
    };
}
