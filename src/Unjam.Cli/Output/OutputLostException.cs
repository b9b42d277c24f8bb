namespace Unjam.Cli.Output;

/// <summary>The standard output cannot be written.</summary>
internal sealed class OutputLostException(int errorNumber, string message) : IOException(message)
{
    private const int BrokenPipe = 32;

    /// <summary>The reader has closed it, as <c>head</c> does: not a failure that anyone wants to read about.</summary>
    public bool IsClosedByReader => errorNumber == BrokenPipe;
}
