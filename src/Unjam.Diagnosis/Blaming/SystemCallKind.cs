namespace Unjam.Diagnosis;

/// <summary>What a system call waits for, as far as its number tells.</summary>
internal enum SystemCallKind
{
    /// <summary>Not a call that is known to wait.</summary>
    Other,

    /// <summary>A time.</summary>
    Sleep,

    /// <summary>A lock, a condition, another thread.</summary>
    Lock,

    /// <summary>One of several descriptors (or a time, when it names none).</summary>
    Events,

    /// <summary>Data of a file, pipe or socket.</summary>
    Read,

    /// <summary>Room in a file, pipe or socket.</summary>
    Write,

    /// <summary>Data of a socket.</summary>
    Receive,

    /// <summary>Room in a socket.</summary>
    Send,

    /// <summary>A connection to another host.</summary>
    Connect,

    /// <summary>A connection from another host.</summary>
    Accept,

    /// <summary>A child process.</summary>
    Child,

    /// <summary>The disk.</summary>
    Sync,

    /// <summary>A file system: opening, listing, renaming.</summary>
    File,

    /// <summary>A lock on a file.</summary>
    FileLock,
}
