using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Cli.Screens;

/// <summary>A stack as a person wants it: the user's own frame first, then its callers; frames of libraries folded.</summary>
internal static class StackLines
{
    private const int MostShown = 12;

    /// <summary>The stack of a finding, below the frame that is to change.</summary>
    /// <param name="does">What it does there, such as <c>blocks here</c>.</param>
    public static void Write(Paper paper, ImmutableArray<Frame> stack, Culprit culprit, string does)
    {
        var own = IndexOf(stack, culprit);
        var table = new Table(indent: 6);
        table.Add(
            $"{Ink.Bad}→{Ink.Plain} {Ink.Bold}{culprit.Function}{Ink.Plain}",
            Place(culprit.File, culprit.Line),
            Words.Join("", [$"{Ink.Bad}← {does}{(culprit.Call is { } call ? $", in {call}" : "")}{Ink.Plain}"]));
        if (own > 0)
            table.Add($"    {Ink.Dim}{Folded(stack[..own])} inside that call{Ink.Plain}");
        if (own >= 0)
            AddCallers(table, stack[(own + 1)..]);
        table.WriteTo(paper);
    }

    /// <summary>The stack of a finding that blames no one, leaf first, frames of libraries folded.</summary>
    public static void WriteFolded(Paper paper, ImmutableArray<Frame> stack)
    {
        var table = new Table(indent: 6);
        AddCallers(table, stack);
        table.WriteTo(paper);
    }

    /// <summary>A whole stack, leaf first, nothing folded; files of libraries by their names there.</summary>
    public static void WriteAll(Paper paper, ImmutableArray<Frame> stack, int indent)
    {
        var table = new Table(indent);
        foreach (var frame in stack)
        {
            table.Add(
                $"{frame.Function.Name}",
                Library.PathIn(frame.Function.File) is { } path ? (Words)$"{Ink.Dim}{path}{(frame.Line > 0 ? $":{frame.Line}" : "")}{Ink.Plain}" : Place(frame.Function.File, frame.Line));
        }

        table.WriteTo(paper);
    }

    /// <summary>Where a line is, as editors and grep take it.</summary>
    public static Words Place(string file, int line) => line > 0 ? (Words)$"{Ink.Place}{file}:{line}{Ink.Plain}" : (Words)$"{Ink.Place}{file}{Ink.Plain}";

    private static int IndexOf(ImmutableArray<Frame> stack, Culprit culprit)
    {
        for (var index = 0; index < stack.Length; index++)
        {
            if (stack[index].Function.Name == culprit.Function && stack[index].Function.File == culprit.File && stack[index].Line == culprit.Line)
                return index;
        }

        return -1;
    }

    private static void AddCallers(Table table, ImmutableArray<Frame> callers)
    {
        for (var (index, shown) = (0, 0); index < callers.Length;)
        {
            if (shown == MostShown)
            {
                table.Add($"  {Ink.Dim}… {callers.Length - index} more frames{Ink.Plain}");
                return;
            }

            var run = index;
            while (run < callers.Length && Library.Of(callers[run].Function.File) is not null)
                run++;
            if (run > index)
            {
                table.Add($"  {Ink.Dim}{Folded(callers[index..run])}{Ink.Plain}");
                index = run;
                continue;
            }

            table.Add($"  {callers[index].Function.Name}", Place(callers[index].Function.File, callers[index].Line));
            (index, shown) = (index + 1, shown + 1);
        }
    }

    private static Words Folded(ImmutableArray<Frame> frames)
    {
        var libraries = frames.Select(frame => Library.Of(frame.Function.File) ?? frame.Function.Name).Distinct().Take(4);
        return $"… {frames.Length} {(frames.Length == 1 ? "frame" : "frames")} of {string.Join(", ", libraries)}";
    }
}
