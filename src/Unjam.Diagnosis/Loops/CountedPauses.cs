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
                with++;

                // what fills most of the time between two looks was one pause, or as good as one
                if (more > longest.Held.Duration && more * 2 >= look.At - previous.At)
                    longest = new(new Held(more, false, TimeSpan.Zero, true), 2);
            }

            previous = look;
        }

        return new(read, with, previous is null ? TimeSpan.Zero : previous.At - first!.At, longest) { Counted = previous?.Paused - first?.Paused };
    }
}
