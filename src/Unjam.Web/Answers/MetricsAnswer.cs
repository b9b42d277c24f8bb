using System.Buffers;
using Microsoft.AspNetCore.Http;
using Unjam.Export;
using Unjam.Export.Metrics;
using Unjam.Fleet;
using Unjam.Web.Metrics;

namespace Unjam.Web.Answers;

/// <summary>The metrics, in the text format that the scraper prefers.</summary>
internal sealed class MetricsAnswer(Func<FleetView> view, Func<FamilyOptions> options)
{
    public Task Send(HttpContext context)
    {
        var families = FleetFamilies.Of(view(), options());
        var text = new ArrayBufferWriter<byte>(64 * 1024);
        context.Response.Headers.Vary = "Accept";
        if (AcceptedFormats.PreferOpenMetrics(context.Request.Headers.Accept.ToString()))
        {
            OpenMetricsText.Write(text, families);
            return Body.Bytes(context, StatusCodes.Status200OK, OpenMetricsText.ContentType, text.WrittenMemory);
        }

        PrometheusText.Write(text, families);
        return Body.Bytes(context, StatusCodes.Status200OK, PrometheusText.ContentType, text.WrittenMemory);
    }
}
