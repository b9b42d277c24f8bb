namespace Unjam.Fleet;

/// <summary>A process that is to be watched.</summary>
/// <param name="Name">What metrics and the page call it.</param>
/// <param name="Rank">Who is watched first when not all can be: the lowest.</param>
internal readonly record struct Chosen(TargetKey Key, string Name, int Rank);
