using Microsoft.Extensions.Logging;
using Unjam.Diagnosis;
using Unjam.Export;

namespace Unjam.Hosting;

/// <summary>Writes one entry when an incident opens and one when it closes, whatever the log does with it.</summary>
internal sealed class IncidentLog(ILogger? logger)
{
    private const int Longest = 300;

    public void Opened(Incident incident)
    {
        var finding = incident.Finding;
        var level = finding.Severity switch { Severity.Critical => LogLevel.Error, Severity.Warning => LogLevel.Warning, _ => LogLevel.Information };
        var (title, subject, culprit) = (Safe(finding.Title), Safe(finding.Subject), CulpritOf(finding));
        var evidence = Safe(string.Join(" · ", finding.Evidence));
        var advice = Safe(string.Join(" · ", finding.Advice.Select(each => each.Summary)));
        double? held = finding.Held is { } known ? Math.Round(known.Duration.TotalSeconds, 3) : null;
        Write(logger => HostingLog.IncidentOpened(logger, level, finding.Id, title, subject, culprit, held, evidence, advice, incident.Number));
    }

    public void Closed(Incident incident)
    {
        var lasted = Math.Round((incident.LastActive - incident.Opened).TotalSeconds, 3);
        var (id, subject, title) = (incident.Finding.Id, Safe(incident.Finding.Subject), Safe(incident.Finding.Title));
        Write(logger => HostingLog.IncidentClosed(logger, id, subject, lasted, title, incident.Number));
    }

    public void Failed(Exception mistake) => Write(logger => HostingLog.DiagnosisFailed(logger, mistake));

    private static string? CulpritOf(Finding finding) => finding.Culprit is not { } culprit ? null : Safe(
        (culprit.Call is { } call ? $"{culprit.Function} calls {call}" : culprit.Function)
        + (culprit.File.Length > 0 && culprit.Line > 0 ? FormattableString.Invariant($" ({culprit.File}:{culprit.Line})") : ""));

    private static string Safe(string text) => SafeText.Of(text, Longest);

    private void Write(Action<ILogger> write)
    {
        if (logger is null)
            return;
        try
        {
            write(logger);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            System.Diagnostics.Trace.TraceError("Unjam could not log an incident: {0}", failure.Message); // there is nowhere else left to say it
        }
    }
}
