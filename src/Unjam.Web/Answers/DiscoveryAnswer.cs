using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Unjam.Export;
using Unjam.Fleet;

namespace Unjam.Web.Answers;

/// <summary>
/// What Prometheus's HTTP service discovery reads: one group for the metrics of all targets or, with <c>?for=profiles</c>, one for the profiles of each.
/// </summary>
internal sealed class DiscoveryAnswer(Func<FleetView> view)
{
    public Task Send(HttpContext context)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
            Write(json, context.Request);
        return Body.Bytes(context, StatusCodes.Status200OK, Body.Json, bytes.WrittenMemory);
    }

    private void Write(Utf8JsonWriter json, HttpRequest request)
    {
        var here = request.Host.Value ?? "";
        json.WriteStartArray();
        if (request.Query["for"] != "profiles")
        {
            WriteGroup(json, here, ("__metrics_path__", "/metrics"));
        }
        else
        {
            foreach (var target in view().Targets.Where(target => target.State == WatchState.Watching))
            {
                WriteGroup(json, here,
                    ("__param_target", target.Key.ToString()),
                    ("target", SafeText.Of(target.Name)),
                    ("pid", target.Key.Pid.ToString(CultureInfo.InvariantCulture)));
            }
        }

        json.WriteEndArray();
    }

    private static void WriteGroup(Utf8JsonWriter json, string here, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        json.WriteStartObject();
        json.WriteStartArray("targets");
        json.WriteStringValue(here);
        json.WriteEndArray();
        json.WriteStartObject("labels");
        foreach (var (name, value) in labels)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
