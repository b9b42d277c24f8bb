using Unjam.Cli.Attaching;
using Unjam.Cli.Output;
using Unjam.Cli.Screens;
using Unjam.Export;
using Unjam.Model;

namespace Unjam.Cli.Actions;

/// <summary><c>unjam dump</c>: one look at everything.</summary>
internal sealed class Dumping(Patience patience)
{
    private static readonly TimeSpan UntilReady = TimeSpan.FromSeconds(1);

    public ExitCode Run(int pid, bool isJson, Stage stage)
    {
        using var interrupt = new Interrupt();
        using var attachment = patience.Attach(pid, UntilReady, interrupt.Token);
        var look = new Snapshot();
        attachment.Probe.Look(look, LookDepth.Everything);
        if (isJson)
            new DumpJson(stage.Output, Product.Version).Write(attachment.Target, look);
        else
            DumpScreen.Write(stage.Paper, attachment.Target, look);
        return look.IsFailed ? ExitCode.Inconclusive : ExitCode.Ran;
    }
}
