using Unjam.Fleet;
using Unjam.Python.Attach;

namespace Unjam.Cli.Serving;

/// <summary>The Python processes of this machine.</summary>
/// <param name="waitsForServices">Processes that have begun after the first question are told of only when they live on for some questions: a script that ends soon is no service.</param>
internal sealed class PythonDiscovery(bool waitsForServices) : IDiscovery
{
    private const int Questions = 3;

    private readonly PythonCensus census = new();
    private Dictionary<TargetKey, int> asked = [];
    private bool isFirst = true;

    public IReadOnlyList<Candidate> Find()
    {
        var found = new List<Candidate>();
        var known = new Dictionary<TargetKey, int>();
        foreach (var entry in census.Take())
        {
            var key = new TargetKey(entry.Pid, entry.StartTime);
            var times = known[key] = isFirst || !waitsForServices ? Questions : Math.Min(Questions, asked.GetValueOrDefault(key) + 1);
            if (times == Questions)
                found.Add(new Candidate(key, entry.Parent, entry.Name, entry.Command));
        }

        (asked, isFirst) = (known, false);
        return found;
    }
}
