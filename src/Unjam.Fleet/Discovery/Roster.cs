using System.Collections.Immutable;

namespace Unjam.Fleet;

/// <summary>Which processes are watched: follows them as they come and go. Used by one thread at a time, but for <see cref="All"/> and <see cref="Left"/>.</summary>
internal sealed class Roster(FleetOptions options, IDiscovery discovery, TimeProvider time, Func<TargetKey, string, TargetWatch> begin)
{
    // The facts of the last quarter of an hour are kept, as they are of those that live; of one name the last few tell enough.
    private static readonly TimeSpan KeepGone = TimeSpan.FromMinutes(15);
    private const int MostGone = 20, MostGoneOfOneName = 3;

    // A sentence that names hundreds of processes is read by nobody.
    private const int MostNamed = 5;

    private readonly long start = time.GetTimestamp();
    private readonly Choice choice = new(options);
    private readonly Patience patience = new();
    private readonly Dictionary<TargetKey, Entry> entries = [];
    private volatile ImmutableArrayBox<TargetWatch> all = new([]);
    private volatile ImmutableArrayBox<string> left = new([]);

    private sealed record Entry(TargetWatch Watch, TimeSpan Since)
    {
        public TimeSpan? GoneSince { get; set; }
    }

    private sealed record ImmutableArrayBox<T>(ImmutableArray<T> Items);

    /// <summary>All watches, those of processes that have gone included.</summary>
    public ImmutableArray<TargetWatch> All => all.Items;

    /// <summary>What is not watched, and why.</summary>
    public ImmutableArray<string> Left => left.Items;

    /// <summary>Looks which processes there are.</summary>
    /// <returns>The watches that have begun, or begin again, and need someone to run them.</returns>
    public List<TargetWatch> Round()
    {
        var now = time.GetElapsedTime(start);
        var begun = new List<TargetWatch>();
        var notes = new List<string>();
        try
        {
            var candidates = discovery.Find();
            var chosen = choice.Of(candidates);
            NoteThoseGone(chosen, now);
            Admit(chosen, now, begun, notes);
            NoteWhatIsMissing(candidates, chosen, notes);
        }
        catch (Exception failure)
        {
            // a look at all processes that fails says nothing about those that are watched: they go on
            notes.Add($"The processes of this machine could not be listed, will be tried again: {failure.Message}");
        }

        Forget(now);
        all = new([.. entries.Values.Select(entry => entry.Watch)]);
        left = new([.. notes]);
        return begun;
    }

    private void NoteThoseGone(List<Chosen> chosen, TimeSpan now)
    {
        var present = chosen.Select(each => each.Key).ToHashSet();
        foreach (var (key, entry) in entries)
        {
            if (!present.Contains(key))
                entry.Watch.Leave();
            if (entry.Watch.State != WatchState.Gone || entry.GoneSince is not null)
                continue;
            entry.GoneSince = now;
            patience.Ended(entry.Watch.Name, now - entry.Since, now);
        }
    }

    private void Admit(List<Chosen> chosen, TimeSpan now, List<TargetWatch> begun, List<string> notes)
    {
        var watched = entries.Values.Count(entry => entry.GoneSince is null);
        var beyond = new List<Chosen>();
        var restless = new List<Chosen>();
        foreach (var each in chosen)
        {
            var isKnown = entries.TryGetValue(each.Key, out var entry);
            if (isKnown && entry!.GoneSince is null)
                continue;
            if (watched >= options.MaxTargets)
            {
                beyond.Add(each);
            }
            else if (!patience.Admits(each.Name, now))
            {
                restless.Add(each);
            }
            else
            {
                // the same process may have become another program by exec: what is known of it stays
                if (isKnown && !entry!.Watch.BeginAgain())
                    continue;
                var watch = isKnown ? entry!.Watch : begin(each.Key, each.Name);
                entries[each.Key] = new(watch, now);
                begun.Add(watch);
                watched++;
            }
        }

        if (beyond.Count > 0)
            notes.Add($"{beyond.Count} more would be watched but for the limit of {options.MaxTargets}: {Names(beyond)}.");
        foreach (var group in restless.GroupBy(each => each.Name).Take(MostNamed))
            notes.Add($"{group.Key} is watched more rarely: {patience.ShortLives(group.Key)} of that name ended within seconds ({Names([.. group])}).");
    }

    private void NoteWhatIsMissing(IReadOnlyList<Candidate> candidates, List<Chosen> chosen, List<string> notes)
    {
        var missing = options.Pids.Where(pid => !candidates.Any(candidate => candidate.Key.Pid == pid)).ToList();
        if (missing.Count > 0)
            notes.Add($"Not there, or of no runtime that is known: {string.Join(", ", missing.Take(MostNamed).Select(pid => $"process {pid}"))}{(missing.Count > MostNamed ? " and more" : "")}.");
        if (chosen.Count == 0 && options.Patterns.Length > 0)
            notes.Add("No process matches yet.");
        foreach (var pattern in choice.Slow.Take(MostNamed))
            notes.Add($"The pattern {options.Patterns[pattern].Regex} takes too long on some command lines: these count as not matching.");
    }

    private void Forget(TimeSpan now)
    {
        var gone = entries.Where(entry => entry.Value.GoneSince is not null).OrderByDescending(entry => entry.Value.GoneSince).ToList();
        var kept = new Dictionary<string, int>();
        var count = 0;
        foreach (var (key, entry) in gone)
        {
            var ofName = kept[entry.Watch.Name] = kept.GetValueOrDefault(entry.Watch.Name) + 1;
            if (entry.Watch.HasSeen && now - entry.GoneSince <= KeepGone && ofName <= MostGoneOfOneName && ++count <= MostGone)
                continue;
            entries.Remove(key);
        }
    }

    private static string Names(List<Chosen> processes) =>
        string.Join(", ", processes.Take(MostNamed).Select(each => $"{each.Name} ({each.Key.Pid})")) + (processes.Count > MostNamed ? " and more" : "");
}
