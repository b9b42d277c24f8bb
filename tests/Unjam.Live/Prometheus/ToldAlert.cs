using System.Text.Json;

namespace Unjam.Live;

/// <summary>What an Alertmanager tells of one alert.</summary>
/// <param name="Status"><c>firing</c> or <c>resolved</c>.</param>
/// <param name="Pid">The <c>pid</c> label; empty when it has none.</param>
public sealed record ToldAlert(string Status, string Name, string Pid, string Runbook)
{
    internal static ToldAlert Of(JsonElement alert)
    {
        var labels = alert.GetProperty("labels");
        return new(
            alert.GetProperty("status").GetString()!, labels.GetProperty("alertname").GetString()!,
            labels.TryGetProperty("pid", out var pid) ? pid.GetString()! : "",
            alert.GetProperty("annotations").TryGetProperty("runbook_url", out var runbook) ? runbook.GetString()! : "");
    }
}
