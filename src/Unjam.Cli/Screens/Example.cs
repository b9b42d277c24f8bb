namespace Unjam.Cli.Screens;

/// <summary>A line that a person could type, and what it does.</summary>
internal sealed record Example(string Line, string Says);
