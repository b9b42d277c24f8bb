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

    /// <summary>A command line without the folder of its program, or of the assembly that dotnet runs: what tells one process from another comes after it.</summary>
    public static string WithoutFolder(string command)
    {
        const string Host = "dotnet ";
        var program = command[(FolderOf(command) + 1)..];
        return program.StartsWith(Host, StringComparison.Ordinal) ? Host + program[(Host.Length + FolderOf(program.AsSpan(Host.Length)) + 1)..] : program;
    }

    // where the first word's last slash is
    private static int FolderOf(ReadOnlySpan<char> command)
    {
        var end = command.IndexOf(' ');
        return command[..(end < 0 ? command.Length : end)].LastIndexOf('/');
    }
}
