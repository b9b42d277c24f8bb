using Unjam.Fleet;
using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.Fleets;

/// <summary>Live targets as a fleet finds them and attaches to them.</summary>
internal sealed class Pythons(params LiveTarget[] targets) : IDiscovery, IAttacher
{
    public IReadOnlyList<Candidate> Find() =>
        [.. targets.Where(target => !target.HasExited).Select(target => new Candidate(KeyOf(target), 0, Path.GetFileNameWithoutExtension(target.Script), $"python3 {target.Script}"))];

    public Attached Attach(int pid)
    {
        var probe = PythonProbe.Attach(pid, TimeProvider.System);
        return new(probe.Target, probe, new NoMeter(), probe);
    }

    /// <summary>A test does not let a process id be given twice.</summary>
    public static TargetKey KeyOf(LiveTarget target) => new(target.Pid, 1);

    private sealed class NoMeter : IProcessMeter
    {
        public ProcessNumbers? Read() => null;
    }
}
