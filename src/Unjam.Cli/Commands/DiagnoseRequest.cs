using Unjam.Diagnosis;

namespace Unjam.Cli.Commands;

/// <summary>What <c>unjam diagnose</c> was asked.</summary>
/// <param name="FailOn">The least severity that makes the exit code 1; null for never.</param>
internal sealed record DiagnoseRequest(int Pid, WatchOptions Watch, bool IsJson, Severity? FailOn);
