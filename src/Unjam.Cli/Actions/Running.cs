using System.ComponentModel;
using System.Text;
using Unjam.Cli.Attaching;
using Unjam.Cli.Commands;
using Unjam.Cli.Output;
using Unjam.Cli.Screens;
using Unjam.Diagnosis;
using Unjam.Export;
using Unjam.Model;

namespace Unjam.Cli.Actions;

/// <summary><c>unjam run</c>: starts a command, watches it once it has something to watch, and ends with its exit code, whatever was found.</summary>
internal sealed class Running(Func<int, Attachment> attach, Diagnosing diagnosing, TimeProvider time)
{
    private const int NoSuchFile = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // A wrapper that prepares an environment may take some seconds before it becomes what can be watched.
    private static readonly TimeSpan UntilRuntime = TimeSpan.FromSeconds(30);

    public ExitCode Run(RunRequest request, Stage stage)
    {
        if (SearchPath.Find(request.Program, Environment.GetEnvironmentVariable("PATH")) is not { } path)
        {
            stage.Say($"unjam: there is no command {request.Program}");
            return ExitCode.NotFound;
        }

        try
        {
            using var child = Child.Start(path, request.Arguments);
            Observe(child, request, stage);
            return (ExitCode)child.WaitForEnd();
        }
        catch (Win32Exception failure)
        {
            stage.Say($"unjam: {path} cannot be executed: {failure.Message:sentence}");
            return failure.NativeErrorCode == NoSuchFile ? ExitCode.NotFound : ExitCode.NotExecutable;
        }
    }

    // Whatever goes wrong with watching, the command goes on: it is what the user wanted to run.
    private void Observe(Child child, RunRequest request, Stage stage)
    {
        var code = Guard.Run(stage, _ =>
        {
            using var attachment = AttachWhenReady(child);
            if (attachment is not null)
                Watch(attachment, child, request, stage);
            return ExitCode.Ran;
        });
        if (code != ExitCode.Ran && !child.Ending.IsCancellationRequested)
            stage.Say($"unjam: the command runs on, unwatched");
    }

    private void Watch(Attachment attachment, Child child, RunRequest request, Stage stage)
    {
        try
        {
            if (!HasSomethingToWatch(attachment, child.Ending))
                return;
            var progress = new ProgressLine(stage, attachment.Target, request.Watch.Duration, isAlone: false);
            Show(diagnosing.Watch(attachment, request.Watch, progress, child.Interrupted), request, stage);
        }
        catch (TargetGoneException)
        {
            stage.Say($"unjam: the command ended while it was watched; nothing had been found until then");
        }
    }

    private Attachment? AttachWhenReady(Child child)
    {
        for (var began = time.GetTimestamp(); ;)
        {
            try
            {
                return attach(child.Pid);
            }
            catch (AttachException refused) when (refused.Failure is AttachFailure.NotReady or AttachFailure.Unsupported && time.GetElapsedTime(began) < UntilRuntime)
            {
                if (child.Ending.WaitHandle.WaitOne(Pause))
                    return null;
            }
            catch (AttachException refused) when (refused.Failure == AttachFailure.NoSuchProcess)
            {
                return null; // it has ended: its exit code says the rest
            }
        }
    }

    // While a program imports its modules there is nothing that could stall, and the duration would pass with nothing seen.
    private static bool HasSomethingToWatch(Attachment attachment, CancellationToken ending)
    {
        var look = new Snapshot();
        do
        {
            attachment.Probe.Look(look, LookDepth.Memory);
            if (look.Loops.Count > 0 || look.Pools.Count > 0)
                return true;
        }
        while (!ending.WaitHandle.WaitOne(Pause));
        return false;
    }

    // The standard output is the command's own.
    private static void Show(Report report, RunRequest request, Stage stage)
    {
        if (!request.IsJson)
        {
            stage.Say(paper => new DiagnosisScreen(paper, request.Watch.Duration, AdvicePages.Of).Take(report));
            return;
        }

        using var document = new MemoryStream();
        new DiagnosisJson(document, Product.Version).Take(report);
        stage.SayRaw(Encoding.UTF8.GetString(document.ToArray()));
    }
}
