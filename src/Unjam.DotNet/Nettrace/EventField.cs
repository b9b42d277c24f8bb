namespace Unjam.DotNet.Nettrace;

/// <summary>A field of an event.</summary>
/// <param name="Name">As its writer calls it.</param>
/// <param name="Type">What is written for it.</param>
public readonly record struct EventField(string Name, TypeCode Type);
