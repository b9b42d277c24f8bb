using System.Collections.Immutable;
using Unjam.Cli.Attaching;
using Unjam.Cli.Output;
using Unjam.Cli.Screens;
using Unjam.Cli.Serving;
using Unjam.Cli.Serving.Configuration;
using Unjam.Diagnosis;
using Unjam.Fleet;
using Unjam.Memory;
using Unjam.Model;
using Unjam.Web;

namespace Unjam.Cli.Actions;

/// <summary><c>unjam serve</c>: watches until it is asked to end, and lets the server show it.</summary>
internal sealed class ServingFleet(Func<int, Attachment> attach, Func<ImmutableArray<IRule>> rules, TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Whoever asks us to end waits for at most half a second.
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(300);

    public ExitCode Run(ServeSettings given, string? file, Stage stage)
    {
        using var interrupt = new Interrupt();
        try
        {
            var settings = file is null ? given : given.Over(ConfigurationFile.Read(file));
            RefuseWithoutTargets(settings, stage);
            Serve(settings, stage, interrupt.Token);
            return ExitCode.Ran;
        }
        catch (ConfigurationException wrong)
        {
            stage.Say($"unjam: {wrong.Message:sentence}");
            return ExitCode.Usage;
        }
        catch (FormatException wrong)
        {
            stage.Say($"unjam: {wrong.Message:sentence}");
            return ExitCode.Usage;
        }
        catch (BindException taken)
        {
            stage.Say($"unjam: {taken.Message:sentence}");
            return ExitCode.CannotWrite;
        }
    }

    private void Serve(ServeSettings settings, Stage stage, CancellationToken end)
    {
        var token = settings.WithoutToken == true ? null : settings.TokenFile is { } path ? AccessKey.Of(path) : AccessKey.OfUser(RuntimeDirectory());
        var isAll = settings.Pids.IsEmpty && settings.Patterns.IsEmpty;
        var fleet = new FleetWatch(OptionsOf(settings, isAll), new ServiceDiscovery(waitsForServices: isAll), new ServiceAttacher(attach), rules, time);
        var sending = Sending.Of(settings, fleet.View, stage, time);
        var listen = settings.Listen ?? ListenAddress.Usual;
        var content = new WebContent(fleet.View, fleet.History, id => AdvicePages.Of(id) ?? Topics.Of(id), [.. AdvicePages.Ids, .. Topics.All]) { Otlp = sending.Counts };
        var options = new WebOptions(listen.Endpoints, token?.Text, Product.Version) { AllowedHosts = settings.AllowedHosts, NamesCulprits = settings.Culprits == true };
        var server = WebServer.Start(options, content, time).GetAwaiter().GetResult();
        if (!isAll && settings.Patterns.IsEmpty && LowerRights.Try(settings.Pids, attach) is { } rights)
            stage.Say($"{rights:sentence}");
        fleet.Start();
        sending.Start();
        Greeting.Say(stage, settings, server.Endpoints, token, isAll);
        var announcer = new Announcer(stage, time);
        while (!end.WaitHandle.WaitOne(Second))
        {
            announcer.Tell(fleet.View());
            while (server.TakeMistake() is { } mistake)
                announcer.Say($"unjam: {mistake:sentence}");
        }

        Task.WaitAll([Task.Run(() => server.DisposeAsync().AsTask(), CancellationToken.None), Task.Run(fleet.Dispose, CancellationToken.None), Task.Run(sending.Dispose, CancellationToken.None)], Farewell);
    }

    // One that is wrongly typed is told at once, not by silence.
    private void RefuseWithoutTargets(ServeSettings settings, Stage stage)
    {
        var refusals = new List<AttachException>();
        foreach (var pid in settings.Pids)
        {
            try
            {
                attach(pid).Dispose();
            }
            catch (AttachException refused)
            {
                refusals.Add(refused);
            }
        }

        if (refusals.Count > 0 && refusals.Count == settings.Pids.Length && settings.Patterns.IsEmpty && refusals.TrueForAll(refused => refused.Failure != AttachFailure.NotReady))
            throw refusals[0];
        foreach (var refused in refusals)
            stage.Say($"{refused.Message:sentence}");
    }

    private static FleetOptions OptionsOf(ServeSettings settings, bool isAll)
    {
        var options = new FleetOptions(settings.Pids, isAll ? [Patterns.Any] : settings.Patterns);
        return options with
        {
            SuspiciousRate = settings.Rate ?? options.SuspiciousRate,
            MaxCpu = settings.MaxCpu ?? options.MaxCpu,
            MaxTargets = settings.MaxTargets ?? options.MaxTargets,
            CountCulprits = settings.Culprits ?? options.CountCulprits,
        };
    }

    // what belongs to root is kept where only root can write, whoever's environment this is
    private static string? RuntimeDirectory() => OwnUser.IsRoot ? "/run" : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
}
