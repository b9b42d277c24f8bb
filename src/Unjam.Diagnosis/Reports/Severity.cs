namespace Unjam.Diagnosis;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    Info,
    Warning,
    Critical,
}
