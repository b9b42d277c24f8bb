namespace Unjam.Model;

/// <summary>A function that is being executed, or is suspended, at a line. Line 0 means the line could not be read.</summary>
public readonly record struct Frame(Function Function, int Line);
