using System.Text.RegularExpressions;

namespace Unjam.Fleet;

/// <summary>Which processes are to be watched, by their command line.</summary>
/// <param name="Name">What metrics and the page call them; null for the name that discovery gives each.</param>
/// <param name="Regex">Is searched in the command line. Give it a time limit: command lines are anybody's text.</param>
public sealed record TargetPattern(string? Name, Regex Regex);
