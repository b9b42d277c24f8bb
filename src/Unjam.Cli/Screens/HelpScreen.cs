using System.CommandLine;

namespace Unjam.Cli.Screens;

/// <summary>Help, with examples first. What it lists is read from the command line itself, so that it cannot go stale.</summary>
internal static class HelpScreen
{
    public static void Write(Paper paper, Command command)
    {
        var isRoot = command is RootCommand;
        paper.Line($"{command.Description:sentence}");
        paper.Blank();
        WriteExamples(paper, Examples.Of(isRoot ? "" : command.Name));
        if (isRoot)
        {
            paper.Line($"{Ink.Bold}Commands{Ink.Plain}");
            var table = new Table(2);
            foreach (var verb in command.Subcommands.Where(verb => !verb.Hidden))
                table.Add($"{Usage(verb)}", $"{verb.Description:sentence}");
            table.WriteTo(paper);
        }
        else
        {
            paper.Line($"{Ink.Bold}Usage{Ink.Plain}     unjam {Usage(command)} [options]");
            paper.Blank();
            WriteArguments(paper, command);
        }

        WriteOptions(paper, command);
        if (!isRoot)
            return;
        paper.Blank();
        paper.Line($"{Ink.Bold}Exit codes{Ink.Plain}  0 ran · 1 findings (--fail-on) · 2 usage · 3 no such process · 4 permission · 5 unsupported · 6 inconclusive · 7 cannot write or listen · 70 internal · 130 interrupted", 12);
        paper.Line($"{Ink.Bold}Mistakes{Ink.Plain}    {Product.ReportMistakes}");
    }

    /// <summary>What is shown to someone who typed nothing but the name.</summary>
    public static void WriteConcise(Paper paper, RootCommand root)
    {
        paper.Line($"{root.Description:sentence}");
        paper.Blank();
        WriteExamples(paper, Examples.Of(""));
        paper.Line($"unjam --help shows all commands.");
    }

    private static void WriteExamples(Paper paper, IEnumerable<Example> examples)
    {
        paper.Line($"{Ink.Bold}Examples{Ink.Plain}");
        var table = new Table(2);
        foreach (var example in examples)
            table.Add($"{Ink.Place}{example.Line}{Ink.Plain}", $"{example.Says}");
        table.WriteTo(paper);
        paper.Blank();
    }

    private static string Usage(Command command) => command.Name + command.Arguments.Aggregate("", (text, argument) => text + argument switch
    {
        { Name: "CMD" } => " -- CMD...",
        { Name: "ID" } => " [ID]",
        _ when command.Name == "preflight" => " [PID]",
        _ => " " + argument.Name,
    });

    private static void WriteArguments(Paper paper, Command command)
    {
        var table = new Table(2);
        foreach (var argument in command.Arguments)
            table.Add($"{argument.Name}", $"{argument.Description:sentence}");
        table.WriteTo(paper);
        if (command.Arguments.Count > 0)
            paper.Blank();
    }

    private static void WriteOptions(Paper paper, Command command)
    {
        if (command is RootCommand)
            paper.Blank();
        paper.Line($"{Ink.Bold}Options{Ink.Plain}");
        var table = new Table(2);
        var inherited = command.Parents.OfType<RootCommand>().SelectMany(root => root.Options).Where(option => option.Recursive);
        foreach (var option in command.Options.Concat(inherited).Where(option => !option.Hidden))
        {
            var names = option.Aliases.FirstOrDefault(alias => alias != option.Name) is { } letter ? $"{letter}, {option.Name}" : option.Name;
            table.Add($"{names}{(option.HelpName is { } value ? " " + value : "")}", $"{option.Description:sentence}");
        }

        table.WriteTo(paper);
    }
}
