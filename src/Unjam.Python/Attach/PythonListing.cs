namespace Unjam.Python.Attach;

/// <summary>A process that is a Python, or may be one, as a list shows it.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="Command">Its command line, for the local screen only: it may hold secrets.</param>
/// <param name="Runtime">The build in words, such as <c>CPython 3.11.7, libpython</c>; null when it could not be read.</param>
/// <param name="WhyNot">Why it cannot be attached to, in one sentence; null when it can.</param>
public sealed record PythonListing(int Pid, string Command, string? Runtime, string? WhyNot);
