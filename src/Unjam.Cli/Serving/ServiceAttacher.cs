using Unjam.Cli.Attaching;
using Unjam.Fleet;
using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Cli.Serving;

/// <summary>Attaches to processes for good.</summary>
/// <param name="attach">Attaches to one.</param>
internal sealed class ServiceAttacher(Func<int, Attachment> attach) : IAttacher
{
    public Attached Attach(int pid)
    {
        var attachment = attach(pid);
        try
        {
            var meter = new KernelMeter(ProcessMeterSight.Open(pid));
            return new(attachment.Target, attachment.Probe, meter, new Held([meter, attachment]));
        }
        catch (Exception failure) when (failure is MemoryGoneException or UnauthorizedAccessException)
        {
            attachment.Dispose();
            throw new AttachException(AttachFailure.NoSuchProcess, $"Process {pid} has exited.");
        }
    }
}
