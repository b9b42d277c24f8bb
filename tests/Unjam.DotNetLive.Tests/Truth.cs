using System.Text.Json;
using Unjam.Live;
using Unjam.Model;

namespace Unjam.DotNetLive.Tests;

/// <summary>What a target says of itself: when each of its items was queued and began.</summary>
/// <param name="At">When it said so.</param>
/// <param name="Items">In the order in which they were queued; null for what has not happened.</param>
/// <param name="Paused">For how long the collector has stopped it since it began.</param>
internal sealed record Truth(Moment At, IReadOnlyList<(Moment Queued, Moment? Began, Moment? Ended)> Items, TimeSpan Paused)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks a target, which answers though its pool is starved.</summary>
    public static Truth Ask(LiveTarget target)
    {
        var answers = target.Output.Count;
        target.Send("truth");
        Eventually.True(() => target.Output.Count > answers, Patience, () => $"no answer from {target}");
        var answer = JsonElement.Parse(target.Output.Last());
        return new(
            new Moment(answer.GetProperty("now").GetInt64()),
            [.. answer.GetProperty("items").EnumerateArray().Select(item => (new Moment(item[0].GetInt64()), Known(item[1]), Known(item[2])))],
            TimeSpan.FromSeconds(answer.GetProperty("paused").GetDouble()));

        static Moment? Known(JsonElement moment) => moment.GetInt64() is > 0 and var known ? new Moment(known) : null;
    }

    /// <summary>How long the oldest item that waited at a moment had waited; zero when none waited.</summary>
    public TimeSpan OldestWait(Moment at)
    {
        var waiting = Items.Where(item => item.Queued <= at && !(item.Began <= at)).ToArray();
        return waiting.Length == 0 ? TimeSpan.Zero : waiting.Max(item => at - item.Queued);
    }

    /// <summary>How long items waited that were queued since one moment and began before another.</summary>
    public TimeSpan[] Waits(Moment from, Moment to) =>
        [.. Items.Where(item => item.Queued >= from && item.Began <= to).Select(item => item.Began!.Value - item.Queued)];
}
