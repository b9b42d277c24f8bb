using Unjam.Model;

namespace Unjam.Executors;

/// <summary>Threads of the shared pool that are blocked in the same call of the same function.</summary>
/// <param name="Culprit">The innermost function that is not the framework's; null when the stack has none.</param>
/// <param name="Call">What it called, of the framework; null when the function itself runs.</param>
/// <param name="Threads">How many threads are there.</param>
/// <param name="Stack">The stack of one of them, leaf first.</param>
/// <param name="Fix">What to do instead of the call, in one clause.</param>
public sealed record BlockedGroup(Function? Culprit, Function? Call, int Threads, Stack Stack, string Fix);
