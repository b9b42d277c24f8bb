using System.Text.RegularExpressions;

namespace Unjam.Fleet;

/// <summary>Chooses which of the processes there are is watched, and under which name.</summary>
internal sealed class Choice(FleetOptions options)
{
    // What matches once, matches for ever: a command line is matched when it is first seen, not every second.
    private Dictionary<(TargetKey Key, string Command), int> known = [];
    private readonly HashSet<int> slow = [];

    /// <summary>Patterns that took too long on a command line, by their index: it counts as one that does not match.</summary>
    public IReadOnlyCollection<int> Slow => slow;

    /// <summary>The processes to watch: those asked for by id, then those that match, then what these have started, each by process id.</summary>
    public List<Chosen> Of(IReadOnlyList<Candidate> candidates)
    {
        var matches = new Dictionary<(TargetKey, string), int>(candidates.Count);
        var chosen = new Dictionary<int, Chosen>();
        foreach (var candidate in candidates)
        {
            var key = (candidate.Key, candidate.Command);
            var pattern = matches[key] = known.TryGetValue(key, out var before) ? before : Match(candidate.Command);
            if (options.Pids.Contains(candidate.Key.Pid))
                chosen[candidate.Key.Pid] = new(candidate.Key, NameOf(candidate, pattern), 0);
            else if (pattern >= 0)
                chosen[candidate.Key.Pid] = new(candidate.Key, NameOf(candidate, pattern), 1);
        }

        known = matches;
        if (options.WithChildren)
            AddChildren(candidates, chosen);
        return [.. chosen.Values.OrderBy(each => each.Rank).ThenBy(each => each.Key.Pid)];
    }

    private static void AddChildren(IReadOnlyList<Candidate> candidates, Dictionary<int, Chosen> chosen)
    {
        var byPid = new Dictionary<int, Candidate>(candidates.Count);
        foreach (var candidate in candidates)
            byPid[candidate.Key.Pid] = candidate;
        foreach (var candidate in candidates)
        {
            if (chosen.ContainsKey(candidate.Key.Pid) || AncestorOf(candidate, byPid, chosen) is not { } ancestor)
                continue;
            var name = ancestor.Name == byPid[ancestor.Key.Pid].Name ? candidate.Name : ancestor.Name;
            chosen[candidate.Key.Pid] = new(candidate.Key, name, 2);
        }
    }

    /// <summary>The nearest ancestor that is watched for its own sake. Process ids are given again, so the way up is bounded.</summary>
    private static Chosen? AncestorOf(Candidate candidate, Dictionary<int, Candidate> byPid, Dictionary<int, Chosen> chosen)
    {
        for (var steps = 0; steps < 32 && candidate.Parent > 0; steps++)
        {
            if (chosen.TryGetValue(candidate.Parent, out var found) && found.Rank < 2)
                return found;
            if (!byPid.TryGetValue(candidate.Parent, out var parent))
                return null;
            candidate = parent;
        }

        return null;
    }

    private string NameOf(Candidate candidate, int pattern) => (pattern >= 0 ? options.Patterns[pattern].Name : null) ?? candidate.Name;

    private int Match(string command)
    {
        for (var i = 0; i < options.Patterns.Length; i++)
        {
            try
            {
                if (options.Patterns[i].Regex.IsMatch(command))
                    return i;
            }
            catch (RegexMatchTimeoutException)
            {
                slow.Add(i);
            }
        }

        return -1;
    }
}
