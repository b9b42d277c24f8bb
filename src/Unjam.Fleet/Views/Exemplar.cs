namespace Unjam.Fleet;

/// <summary>One observation of a histogram with who caused it.</summary>
/// <param name="Value">The observation in seconds.</param>
/// <param name="Culprit">The user's function that caused it.</param>
public sealed record Exemplar(double Value, DateTimeOffset At, string Culprit);
