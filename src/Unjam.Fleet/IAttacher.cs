using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>Something that can attach to a process.</summary>
public interface IAttacher
{
    /// <summary>Attaches. Nothing in the process is stopped or written.</summary>
    /// <exception cref="AttachException">It cannot be attached to; the message says why and what to do.</exception>
    Attached Attach(int pid);
}
