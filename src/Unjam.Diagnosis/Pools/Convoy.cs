using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Threads that wait for one lock, over the last seconds of a watch.</summary>
internal sealed class Convoy(ulong on, LockWaits waits)
{
    // What was true earlier says nothing of now.
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(3);

    private readonly Dictionary<int, int> owners = [];
    private readonly StackTally stacks = new();

    // The user's functions that wait.
    private readonly HashSet<Function> places = [];

    /// <summary>Identity of the lock; 0 as long as only the place is known.</summary>
    public ulong On { get; private set; } = on;

    /// <summary>Looks that told what threads wait for, since the first that saw this one.</summary>
    public int Told { get; private set; }

    /// <summary>Of these, looks in which so many waited that it counts.</summary>
    public int Crowded { get; private set; }

    /// <summary>The most that waited at a time.</summary>
    public int Most { get; private set; }

    /// <summary>Index of the last look that saw it so, in the timeline.</summary>
    public int LastLook { get; private set; }

    public Moment From { get; private set; }

    public Moment To { get; private set; }

    public TimeSpan Duration => Crowded == 0 ? TimeSpan.Zero : To - From;

    /// <summary>Native ids of those who held it, most often first.</summary>
    public IReadOnlyList<int> Owners => [.. owners.OrderByDescending(owner => owner.Value).Select(owner => owner.Key)];

    /// <summary>The stack that most of its waiters show.</summary>
    public (Blame? Blame, Stack Stack, int Looks)? Stack => stacks.Most();

    /// <summary>All of them in which, in some look, so many waited.</summary>
    public static List<Convoy> Of(Timeline timeline, int waiters)
    {
        var convoys = new List<Convoy>();
        var waits = new LockWaits();
        for (var i = 0; i < timeline.Count; i++)
        {
            var look = timeline[i];
            if (timeline.Latest.At - look.At > Lately || !Tells(look))
                continue;
            var counts = new Dictionary<Convoy, int>();
            foreach (ref readonly var thread in look.Threads.Span)
            {
                if (waits.Of(thread) is not var (on, at) || Find(convoys, waits, on, at) is not { } convoy)
                    continue;
                if (at is not null)
                    convoy.places.Add(at);
                counts[convoy] = counts.GetValueOrDefault(convoy) + 1;
                convoy.stacks.Add(thread);
                if (thread.Wait.Owner is not 0 and var owner)
                    convoy.owners[owner] = convoy.owners.GetValueOrDefault(owner) + 1;
            }

            foreach (var convoy in convoys)
                convoy.See(i, look.At, counts.GetValueOrDefault(convoy), waiters);
        }

        convoys.RemoveAll(convoy => convoy.Crowded == 0);
        return convoys;
    }

    /// <summary>Whether a thread waits for this lock.</summary>
    public bool HasAsWaiter(in TargetThread thread) => waits.Of(thread) is var (on, at) && (on != 0 ? on == On : at is not null && places.Contains(at));

    /// <summary>
    /// The convoy that a waiter belongs to. Who began to wait before anybody listened shows the place alone: he is with those whose lock is known
    /// and who wait at this place, unless they wait for several there; then he cannot be told.
    /// </summary>
    private static Convoy? Find(List<Convoy> convoys, LockWaits waits, ulong on, Function? at)
    {
        var known = on != 0 ? convoys.Find(convoy => convoy.On == on) : null;
        if (known is not null)
            return known;
        Convoy? there = null;
        foreach (var convoy in convoys)
        {
            if (at is null || !convoy.places.Contains(at) || (on != 0 && convoy.On != 0))
                continue;
            if (there is not null)
                return null;
            there = convoy;
        }

        if (there is null)
            convoys.Add(there = new Convoy(on, waits));
        there.On = there.On == 0 ? on : there.On;
        return there;
    }

    private void See(int index, Moment at, int count, int waiters)
    {
        Told += Crowded > 0 || count >= waiters ? 1 : 0;
        Most = Math.Max(Most, count);
        if (count < waiters)
            return;
        From = Crowded++ == 0 ? at : From;
        (To, LastLook) = (at, index);
    }

    private static bool Tells(Snapshot look)
    {
        foreach (ref readonly var thread in look.Threads.Span)
        {
            if (thread.Wait.Kind != WaitKind.None || thread.Quality != StackQuality.Unread)
                return true;
        }

        return false;
    }
}
