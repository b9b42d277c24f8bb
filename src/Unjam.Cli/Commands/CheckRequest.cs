using Unjam.Diagnosis;

namespace Unjam.Cli.Commands;

/// <summary>What <c>unjam check</c> was asked.</summary>
/// <param name="FailOn">The least severity that makes the exit code 1.</param>
internal sealed record CheckRequest(int Pid, AskedWatch Watch, bool IsJson, Severity FailOn);
