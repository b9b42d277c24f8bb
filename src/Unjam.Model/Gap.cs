namespace Unjam.Model;

/// <summary>Something that could not be read in a look, and why.</summary>
/// <param name="Unit">What is missing, such as <c>thread 4711</c>.</param>
/// <param name="Reason">One clause that says why.</param>
public readonly record struct Gap(string Unit, string Reason);
