using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Which loops a timeline saw, and where they are in each snapshot: their rows may change places.</summary>
internal static class LoopsSeen
{
    /// <summary>Identities of all loops, in the order in which they were first seen.</summary>
    public static ImmutableArray<ulong> In(Timeline timeline)
    {
        var ids = ImmutableArray.CreateBuilder<ulong>();
        for (var i = 0; i < timeline.Count; i++)
        {
            foreach (ref readonly var loop in timeline[i].Loops.Span)
            {
                if (!ids.Contains(loop.Id))
                    ids.Add(loop.Id);
            }
        }

        return ids.ToImmutable();
    }

    /// <summary>The row of a loop; −1 when the look did not see it.</summary>
    public static int IndexOf(Snapshot look, ulong loop)
    {
        var loops = look.Loops.Span;
        for (var i = 0; i < loops.Length; i++)
        {
            if (loops[i].Id == loop)
                return i;
        }

        return -1;
    }

    /// <summary>The newest look that saw a loop; null when none did.</summary>
    public static Snapshot? LatestOf(Timeline timeline, ulong loop)
    {
        for (var i = timeline.Count - 1; i >= 0; i--)
        {
            if (IndexOf(timeline[i], loop) >= 0)
                return timeline[i];
        }

        return null;
    }

    /// <summary>The thread of a loop in a look that saw it; null when its row is missing.</summary>
    public static TargetThread? ThreadOf(Snapshot look, in Loop loop) =>
        loop.Thread >= 0 && loop.Thread < look.Threads.Count ? look.Threads[loop.Thread] : null;

    /// <summary>What kind of loop it is.</summary>
    public static LoopKind KindOf(Timeline timeline, ulong loop) =>
        LatestOf(timeline, loop) is { } look ? look.Loops[IndexOf(look, loop)].Kind : LoopKind.Asyncio;

    /// <summary>How a person calls a loop: its own name, else that of its thread, else its number.</summary>
    public static string NameOf(Timeline timeline, ulong loop)
    {
        if (OwnNameOf(timeline, loop) is { } own)
            return own;
        if (LatestOf(timeline, loop) is { } look
            && ThreadOf(look, look.Loops[IndexOf(look, loop)]) is { Name: { Length: > 0 } name })
        {
            return name;
        }

        return FormattableString.Invariant($"loop {In(timeline).IndexOf(loop) + 1}");
    }

    /// <summary>A loop as the subject of a sentence: by its own name where it has one, else which one it is where there are several.</summary>
    public static string Subject(Timeline timeline, ulong loop) =>
        OwnNameOf(timeline, loop) is { } own ? $"The event loop \"{Wording.Short(own, 20)}\""
        : In(timeline).Length > 1 ? $"The event loop of {Wording.Short(NameOf(timeline, loop), 20)}"
        : "The event loop";

    private static string? OwnNameOf(Timeline timeline, ulong loop) =>
        LatestOf(timeline, loop) is { } look && look.Loops[IndexOf(look, loop)].Name is { Length: > 0 } name ? name : null;
}
