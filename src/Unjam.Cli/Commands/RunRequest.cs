using Unjam.Diagnosis;

namespace Unjam.Cli.Commands;

/// <summary>What <c>unjam run</c> was asked.</summary>
/// <param name="Program">The command to start.</param>
/// <param name="Arguments">What it is given.</param>
internal sealed record RunRequest(string Program, IReadOnlyList<string> Arguments, AskedWatch Watch, bool IsJson);
