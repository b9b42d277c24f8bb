using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Unjam.Diagnosis;
using Unjam.Export;

namespace Unjam.Hosting;

/// <summary>Says whether an incident lasts.</summary>
internal sealed class FindingsCheck(SelfDiagnosis diagnosis) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var findings = diagnosis.Open.Select(incident => incident.Finding)
            .Where(finding => finding.Severity >= Severity.Warning)
            .OrderByDescending(finding => finding.Severity)
            .ToImmutableArray();
        return Task.FromResult(findings.IsEmpty
            ? HealthCheckResult.Healthy("Nothing holds up executors, loops or the shared thread pool.")
            : new HealthCheckResult(context.Registration.FailureStatus, SafeText.Of(findings[0].Title, 300), data: ToData(findings)));
    }

    private static Dictionary<string, object> ToData(ImmutableArray<Finding> findings) => new()
    {
        ["findings"] = findings.Select(finding => finding.Id).Distinct().ToArray(),
        ["subjects"] = findings.Select(finding => SafeText.Of(finding.Subject)).Distinct().ToArray(),
        ["culprits"] = findings.Select(finding => finding.Culprit?.Function).OfType<string>().Select(name => SafeText.Of(name)).Distinct().ToArray(),
        ["advice"] = SafeText.Of(findings[0].Advice.FirstOrDefault()?.Summary, 300),
    };
}
