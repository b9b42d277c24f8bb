using System.Collections.Immutable;
using Unjam.Export;

namespace Unjam.Cli.Screens;

/// <summary>Lists processes, a line each; what cannot be attached to says why on the next line.</summary>
internal static class PsScreen
{
    public static void Write(Paper paper, ImmutableArray<ListedProcess> processes)
    {
        if (processes.IsEmpty)
        {
            paper.Line($"No Python and no .NET process is to be seen from here. In a container, only its own processes are.");
            return;
        }

        var table = new Table(0, 0);
        table.Add($"{Ink.Bold}PID", $"RUNTIME", $"LOOPS", $"POOLS", $"COMMAND{Ink.Plain}");
        foreach (var process in processes)
        {
            table.Add($"{process.Pid}", $"{process.Runtime ?? "?"}", LoopsOf(process), $"{process.Pools?.ToString() ?? Unseen(process)}", $"{Header.WithoutFolder(process.Command)}");
            if (process.WhyNot is { } reason)
                table.Add($"      {Ink.Warning}cannot attach:{Ink.Plain} {reason:sentence}");
        }

        table.WriteTo(paper);
        if (processes.FirstOrDefault(process => process.WhyNot is null) is not { } example)
            return;
        paper.Blank();
        paper.Line($"unjam diagnose {example.Pid} says what stalls it.");
    }

    // a .NET process is not looked at for a list: that begins sessions of events in it
    private static string Unseen(ListedProcess process) => process.WhyNot is null ? "-" : "?";

    private static Words LoopsOf(ListedProcess process) => process.Loops switch
    {
        null => (Words)$"{Unseen(process)}",
        { IsEmpty: true } => (Words)$"none",
        { } loops => $"{string.Join(", ", loops.GroupBy(kind => kind).Select(kinds => kinds.Count() == 1 ? Names.Of(kinds.Key) : $"{kinds.Count()} {Names.Of(kinds.Key)}"))}",
    };
}
