using System.CommandLine;

namespace Unjam.Cli.Commands;

/// <summary>What users of py-spy are used to type and Unjam does not need: taken with a remark, or refused with the reason.</summary>
internal sealed class PySpyOptions
{
    private readonly Option<bool> nonBlocking = new("--nonblocking") { Hidden = true };

    private readonly Option<bool> locals = new("--locals", "-l") { Hidden = true };

    public void AddTo(Command command)
    {
        command.Options.Add(nonBlocking);
        command.Options.Add(locals);
        command.Validators.Add(result =>
        {
            if (result.GetResult(locals) is not null)
                result.AddError("--locals is refused: Unjam never reads the values of your variables, so that no secret of the process can leak");
        });
    }

    /// <summary>A remark on an option that changes nothing; null when none was given.</summary>
    public string? RemarkOn(ParseResult parsed) =>
        parsed.GetValue(nonBlocking) ? "note: --nonblocking changes nothing, for Unjam never pauses a process" : null;
}
