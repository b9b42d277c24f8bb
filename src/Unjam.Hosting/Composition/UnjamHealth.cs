using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Unjam.Hosting;

/// <summary>Brings the findings into the health checks of a host.</summary>
public static class UnjamHealth
{
    /// <summary>Adds a check that is degraded while an incident lasts whose finding is a warning or worse, and healthy otherwise.</summary>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">What it reports then; degraded when null.</param>
    /// <param name="tags">To choose it by.</param>
    public static IHealthChecksBuilder AddUnjam(
        this IHealthChecksBuilder checks, string name = "unjam", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(checks);
        return checks.Add(new HealthCheckRegistration(
            name,
            services => new FindingsCheck(Diagnosis(services)),
            failureStatus ?? HealthStatus.Degraded,
            tags));
    }

    // silence must not read as health
    private static SelfDiagnosis Diagnosis(IServiceProvider services) => services.GetService<IOptions<UnjamOptions>>()?.Value.Diagnose switch
    {
        true when services.GetService<SelfDiagnosis>() is { } diagnosis => diagnosis,
        false => throw new InvalidOperationException($"There is nothing to check: {nameof(UnjamOptions)}.{nameof(UnjamOptions.Diagnose)} is off."),
        _ => throw new InvalidOperationException("There is nothing to check: call builder.Services.AddUnjam() first."),
    };
}
