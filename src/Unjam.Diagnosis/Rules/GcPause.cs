using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds a collector that stops the process for long, or often.</summary>
/// <remarks>
/// A look sees only whether the collector runs at that moment: shares are sampled, and a pause is known to within an interval at each
/// end. Where the runtime counts how long it stopped all threads, shares are exact, and so is a pause that fills the time between two looks. The code that runs when it starts is innocent: nobody is blamed.
/// </remarks>
public sealed class GcPause : IRule
{
    // What asyncio itself calls slow; a pause holds all threads, so it is no better than a callback of that length.
    private static readonly TimeSpan DefaultPause = TimeSpan.FromMilliseconds(100);

    // As for blocked loops.
    private static readonly TimeSpan DefaultCritical = TimeSpan.FromSeconds(1);

    // Shorter, and one full collection at start-up fills the share.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    // A share of five in a hundred needs some looks that saw it, not one by luck.
    private const int LeastLooks = 5;

    // What the runtime counts is no luck, but one pause alone is no share.
    private const int LeastPauses = 2;

    // Then the collector takes a third of what the program itself gets.
    private const double CriticalShare = 0.25;

    private readonly double share;
    private readonly TimeSpan pause;
    private readonly TimeSpan critical;

    /// <param name="share">Share of the looks in which it runs; 5 % by default: one request in twenty meets it.</param>
    /// <param name="pause">Shortest pause that is worth a finding by itself; a tenth of a second by default.</param>
    /// <param name="critical">Shortest pause that is critical; a second by default.</param>
    public GcPause(double share = 0.05, TimeSpan? pause = null, TimeSpan? critical = null) =>
        (this.share, this.pause, this.critical) = (share, pause ?? DefaultPause, critical ?? DefaultCritical);

    public Verdict Judge(Timeline timeline)
    {
        var pauses = Pauses.Of(timeline);
        if (pauses.Read < 2 || pauses.Collecting == 0)
            return Verdict.Clear.Instance;
        var longest = pauses.Longest;
        var isLong = longest.Looks >= 2 && longest.Held.Duration >= pause;
        var isOften = pauses.Share >= share && pauses.Collecting >= (pauses.Counted is null ? LeastLooks : LeastPauses);
        if (!isLong && isOften && pauses.Span < Window)
            return new Verdict.Undecided($"the collector runs often; {Wording.Of(Window)} of watching are needed to tell how often");
        if (!isLong && !isOften)
            return Verdict.Clear.Instance;
        var isCritical = (isLong && longest.Held.Duration >= critical) || (isOften && pauses.Span >= Window && pauses.Share >= CriticalShare);
        return new Verdict.Found(
            [GcPauseFinding.Of(timeline, pauses, isLong, isOften && pauses.Span >= Window, isCritical ? Severity.Critical : Severity.Warning)],
            pauses.Span >= Window * 2);
    }
}
