using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>The pauses of a collector that the runtime counts: nothing has to be caught in the act.</summary>
internal static class CountedPauses
{
    public static Pauses Of(Timeline timeline)
    {
        int read = 0, with = 0;
        Snapshot? first = null, previous = null;
        Pause longest = default;
        for (var i = 0; i < timeline.Count; i++)
        {
            var look = timeline[i];
            if (look.IsFailed || look.Paused is not { } sum)
                continue;
            read++;
            first ??= look;
            if (previous is not null && sum - previous.Paused!.Value is var more && more > TimeSpan.Zero)
            {
                var pauses = look.Pauses - previous.Pauses;
                with += Math.Max(1, pauses ?? 1);

                // several that became known at once were as long as their mean, at least; uncounted, what fills most of the time between two looks was one, or as good as one
                var one = pauses > 1 ? more / pauses.Value : more;
                if (one > longest.Held.Duration && (pauses is not null || more * 2 >= look.At - previous.At))
                    longest = new(new Held(one, pauses > 1, TimeSpan.Zero, true), 2);
            }

            previous = look;
        }

        return new(read, with, previous is null ? TimeSpan.Zero : previous.At - first!.At, longest) { Counted = previous?.Paused - first?.Paused };
    }
}
