namespace Unjam.Model;

/// <summary>The target has exited, or has become another program by exec.</summary>
public sealed class TargetGoneException(string message) : Exception(message);
