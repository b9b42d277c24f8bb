using Unjam.Cli.Attaching;
using Unjam.Fleet;
using Unjam.Memory;

namespace Unjam.Cli.Serving;

/// <summary>The Python and .NET processes of this machine, but for those that run Unjam.</summary>
/// <param name="waitsForServices">Processes that have begun after the first question are told of only when they live on for some questions: a script that ends soon is no service.</param>
internal sealed class ServiceDiscovery(bool waitsForServices) : IDiscovery
{
    private const int Questions = 3;

    private readonly Census census = new(NameOf(new RuntimeKinds()));
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

    // Unjam is a .NET program itself: where it is one file, other processes that run this file are no services
    private static Func<ProcessDirectory, string?> NameOf(RuntimeKinds kinds)
    {
        using var own = ProcessDirectory.Open(Environment.ProcessId);
        var ourselves = kinds.Of(own) == RuntimeKind.DotNet && Path.GetFileName(own.ReadLink("exe")) != "dotnet" ? own.Identify("exe") : null;
        return directory => ourselves is { } we && directory.Identify("exe") == we ? null : kinds.NameOf(directory);
    }
}
