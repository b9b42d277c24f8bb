using Unjam.Export;
using Unjam.Model;

namespace Unjam.Cli.Screens;

/// <summary>The first line of a screen: which process, and that it is only read.</summary>
internal static class Header
{
    private const int CommandLimit = 60;

    public static void Write(Paper paper, Target target, IEnumerable<LoopKind> loops)
    {
        var line = new Words(80, 4);
        line.AppendFormatted((Words)$"Attached to {Ink.Bold}{target.Pid}{Ink.Plain} ");
        if (target.Command.Length > 0)
            line.AppendFormatted((Words)$"\"{Short(WithoutFolder(target.Command))}\"  ");
        line.AppendFormatted((Words)$"{target.Implementation}");
        foreach (var kind in loops.Distinct())
            line.AppendFormatted((Words)$", {Names.Of(kind)}");
        line.AppendLiteral("  (read-only)");
        paper.Line(line, 2);
    }

    private static string Short(string command) =>
        command.Length <= CommandLimit ? command : string.Concat(command.AsSpan(0, CommandLimit - 1), "…");

    /// <summary>A command line without the folder of its program: what tells one process from another comes after it.</summary>
    public static string WithoutFolder(string command)
    {
        var end = command.IndexOf(' ');
        var folder = command.AsSpan(0, end < 0 ? command.Length : end).LastIndexOf('/');
        return command[(folder + 1)..];
    }
}
