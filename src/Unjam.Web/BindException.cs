namespace Unjam.Web;

/// <summary>The server cannot listen where it should. The message is one clear sentence that says what happened and what to do.</summary>
public sealed class BindException(string message) : Exception(message);
