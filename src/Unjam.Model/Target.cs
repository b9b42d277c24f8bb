namespace Unjam.Model;

/// <summary>The process that is watched: what does not change while it is watched.</summary>
/// <param name="Pid">Its process id as seen from here.</param>
/// <param name="Runtime"><c>cpython</c> or <c>dotnet</c>.</param>
/// <param name="Version">The runtime's version as far as it is known, such as <c>3.11.7</c> or <c>3.9</c>.</param>
/// <param name="Implementation">The build in words, such as <c>CPython 3.11.7, libpython</c>.</param>
/// <param name="Command">Its command line, for the local screen only: never exported.</param>
public sealed record Target(int Pid, string Runtime, string Version, string Implementation, string Command);
