namespace Unjam.Fleet;

/// <summary>A process that might be watched.</summary>
/// <param name="Parent">Process id of its parent.</param>
/// <param name="Name">What metrics and the page call it: short, without paths or arguments.</param>
/// <param name="Command">Its command line: patterns are matched against it; never exported.</param>
public sealed record Candidate(TargetKey Key, int Parent, string Name, string Command);
