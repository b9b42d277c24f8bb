namespace Unjam.Fleet;

/// <summary>What Unjam itself costs.</summary>
/// <param name="Cpu">CPU time used since it began.</param>
/// <param name="CpuShare">Share of one core that it used lately.</param>
/// <param name="ResidentBytes">Memory it has resident.</param>
/// <param name="IsSlowedDown">Looks are rarer than wanted because the bound on its CPU was reached.</param>
public readonly record struct OwnNumbers(TimeSpan Cpu, double CpuShare, long ResidentBytes, bool IsSlowedDown);
