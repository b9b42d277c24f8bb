namespace Unjam.Memory;

/// <summary>Error numbers of Linux that Unjam tells apart.</summary>
internal enum ErrorNumber
{
    None = 0,
    NotPermitted = 1,
    NoSuchFile = 2,
    NoSuchProcess = 3,
    Interrupted = 4,
    InputOutput = 5,
    OutOfMemory = 12,
    AccessDenied = 13,
    BadAddress = 14,
    InvalidArgument = 22,
    NotImplemented = 38,
}
