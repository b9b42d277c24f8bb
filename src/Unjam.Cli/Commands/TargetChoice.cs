using System.CommandLine;

namespace Unjam.Cli.Commands;

/// <summary>Which process a command is about: an argument, or <c>--pid</c> as py-spy has it.</summary>
/// <param name="isOptional">Whether the command makes sense without one.</param>
internal sealed class TargetChoice(bool isOptional = false)
{
    private readonly Argument<string?> argument = new("PID")
    {
        Description = "The process to look at; unjam ps lists them.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> option = new("--pid", "-p") { Description = "The same, as an option.", HelpName = "PID" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(argument);
        command.Options.Add(option);
        command.Validators.Add(result =>
        {
            var given = new[] { result.GetValue(argument), result.GetValue(option) }.OfType<string>().ToArray();
            if (given.Length == 0 && isOptional)
                return;
            if (given.Length == 0)
                result.AddError($"Which process? Give its PID, such as: unjam {command.Name} 4312 (unjam ps lists the processes that can be attached to)");
            else if (given.Length == 2)
                result.AddError("Give the PID once: as the argument or with --pid");
            else if (Quantities.Pid(given[0]) is null)
                result.AddError($"\"{given[0]}\" is not a process id: give a number such as 4312 (unjam ps lists the processes that can be attached to)");
        });
    }

    /// <summary>The process; null when none was named.</summary>
    public int? TryOf(ParseResult parsed) => Quantities.Pid(parsed.GetValue(argument) ?? parsed.GetValue(option) ?? "");

    public int Of(ParseResult parsed) =>
        TryOf(parsed)
        ?? throw new InvalidOperationException("a command line without a process id was not refused");
}
