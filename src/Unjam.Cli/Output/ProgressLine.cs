using Unjam.Cli.Screens;
using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Cli.Output;

/// <summary>What a person sees while Unjam watches: a line that changes in place, or one plain line where that is not possible.</summary>
internal sealed class ProgressLine : IProgress<WatchProgress>, IDisposable
{
    private const string Erase = "\r\x1b[K";

    private readonly Stage stage;
    private readonly Target target;
    private readonly bool isInPlace;

    /// <param name="isAlone">Nobody else writes to the terminal meanwhile.</param>
    public ProgressLine(Stage stage, Target target, TimeSpan duration, bool isAlone)
    {
        this.stage = stage;
        this.target = target;
        isInPlace = isAlone && stage.ErrorTerminal.CanErase;
        if (isInPlace)
            Show($"Attached to {target.Pid} {target.Implementation}, watching for up to {Spans.Of(duration)}");
        else
            stage.Say($"Watching {target.Pid} ({target.Implementation}) for up to {Spans.Of(duration)}");
    }

    public void Report(WatchProgress value)
    {
        if (!isInPlace)
            return;
        var failed = value.Failed > 0 ? $", {value.Failed} failed" : "";
        var worst = value.Worst is { } title ? $" · {title}" : "";
        Show($"Watching {target.Pid}  {Spans.Of(value.Elapsed)} of {Spans.Of(value.Duration)} · {value.Looks} looks{failed}{worst}");
    }

    public void Dispose()
    {
        if (isInPlace)
            stage.SayRaw(Erase);
    }

    private void Show(Words words)
    {
        var terminal = stage.ErrorTerminal;
        var text = terminal.IsAscii ? Glyphs.ToAscii(words.ToString()) : words.ToString();
        stage.SayRaw(Erase + Glyphs.Cut(text, terminal.Width - 1));
    }
}
