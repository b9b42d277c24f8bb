namespace Unjam.Model;

/// <summary>Something that can read what the kernel counts for one process.</summary>
public interface IProcessMeter
{
    /// <summary>Reads the numbers as they are now; null when the process has gone or hides them.</summary>
    ProcessNumbers? Read();
}
