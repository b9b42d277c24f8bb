using Unjam.Fleet;
using Unjam.Memory;
using Unjam.Model;
using Unjam.Python;

namespace Unjam.Cli.Serving;

/// <summary>Attaches to Python processes for good.</summary>
internal sealed class PythonAttacher(TimeProvider time) : IAttacher
{
    public Attached Attach(int pid)
    {
        var probe = PythonProbe.Attach(pid, time);
        try
        {
            var meter = new PythonMeter(ProcessMeterSight.Open(pid));
            return new(probe.Target, probe, meter, new Held([meter, probe]));
        }
        catch (Exception failure) when (failure is MemoryGoneException or UnauthorizedAccessException)
        {
            probe.Dispose();
            throw new AttachException(AttachFailure.NoSuchProcess, $"Process {pid} has exited.");
        }
    }
}
