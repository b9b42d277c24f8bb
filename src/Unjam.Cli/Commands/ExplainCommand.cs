using System.CommandLine;
using Unjam.Cli.Output;

namespace Unjam.Cli.Commands;

/// <summary>The command line of <c>unjam explain</c>.</summary>
internal sealed class ExplainCommand(SharedOptions shared, Func<string?, Stage, ExitCode> explain)
{
    public Command Create()
    {
        var id = new Argument<string?>("ID") { Description = "A finding, such as loop-blocked, or privacy; without it, all are listed.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("explain", "Explain a finding: what it means, what to do now, how to fix it, how to verify.") { id };
        command.SetAction(parsed => (int)Guard.Run(shared.StageOf(parsed), stage => explain(parsed.GetValue(id), stage)));
        return command;
    }
}
