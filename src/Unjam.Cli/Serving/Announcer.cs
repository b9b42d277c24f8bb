using System.Collections.Immutable;
using Unjam.Cli.Output;
using Unjam.Cli.Screens;
using Unjam.Fleet;

namespace Unjam.Cli.Serving;

/// <summary>Says on the standard error which processes are watched from now on, which refuse and which have gone: so many lines a minute, whatever they do.</summary>
internal sealed class Announcer(Stage stage, TimeProvider time)
{
    private const int LinesAMinute = 30;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> notes = [];
    private Dictionary<TargetKey, WatchState> known = [];
    private long began = time.GetTimestamp();
    private int lines;
    private int unsaid;

    /// <summary>Says what has changed since the last view.</summary>
    public void Tell(FleetView view)
    {
        if (time.GetElapsedTime(began) > Minute)
            BeginMinute();
        var now = new Dictionary<TargetKey, WatchState>();
        foreach (var target in view.Targets)
        {
            now[target.Key] = target.State;
            if (!known.TryGetValue(target.Key, out var before) || before != target.State)
                Tell(target);
        }

        known = now;
        TellNew(view.Left);
    }

    /// <summary>Says a sentence, unless there were too many lately.</summary>
    public void Say(Words words)
    {
        if (lines++ < LinesAMinute)
            stage.Say(words);
        else
            unsaid++;
    }

    private void Tell(TargetView target)
    {
        switch (target.State)
        {
            case WatchState.Watching:
                Say($"Watching {target.Key.Pid} {target.Name} ({target.Target?.Implementation ?? "unknown"})");
                break;
            case WatchState.Refused:
                Say($"Not watching {target.Key.Pid} {target.Name}: {target.WhyNot ?? "it refuses":sentence}");
                break;
            case WatchState.Gone:
                Say($"Gone: {target.Key.Pid} {target.Name}");
                break;
        }
    }

    // each once: they hold as long as they stand there
    private void TellNew(ImmutableArray<string> left)
    {
        notes.RemoveWhere(note => !left.Contains(note));
        foreach (var note in left)
        {
            if (notes.Add(note))
                Say($"{note:sentence}");
        }
    }

    private void BeginMinute()
    {
        if (unsaid > 0)
            stage.Say($"{unsaid} more changes in the last minute");
        (began, lines, unsaid) = (time.GetTimestamp(), 0, 0);
    }
}
