namespace Unjam.Hosting;

/// <summary>The server cannot listen where it should. The message is one clear sentence that says what happened and what to do.</summary>
public sealed class ListenException(string message, Exception cause) : IOException(message, cause);
