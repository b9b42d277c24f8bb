namespace Unjam.Memory;

/// <summary>How the memory of a process is read.</summary>
public enum ReadingMode
{
    /// <summary>Batches by <c>process_vm_readv</c>, small single reads by <c>/proc/PID/mem</c>.</summary>
    Both,

    /// <summary>Only by <c>process_vm_readv</c>: the file could not be opened.</summary>
    Call,

    /// <summary>Only by <c>/proc/PID/mem</c>: the call is refused or missing.</summary>
    File,
}
