using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Unjam.Fleet;
using Unjam.Web.Page;
using Unjam.Web.Reading;

namespace Unjam.Web.Answers;

/// <summary>What the page shows: once, or live.</summary>
internal sealed class PageAnswer(WebContent content, Streams streams)
{
    /// <summary>The whole document; with <c>?target=KEY</c> one target of it in full.</summary>
    public Task Whole(HttpContext context)
    {
        if (!TryTarget(context, out var selected))
            return WrongKey(context);
        var bytes = PageJson.ToBytes(content.View(), selected, HistoryOf(selected, since: default));
        return Body.Bytes(context, StatusCodes.Status200OK, Body.Json, bytes);
    }

    /// <summary>The whole document as an event, and each second what is new.</summary>
    public Task Live(HttpContext context)
    {
        if (!TryTarget(context, out var selected))
            return WrongKey(context);
        var ticks = new PageTicks(selected);
        return streams.Serve(context, buffer =>
        {
            using var json = new Utf8JsonWriter(buffer);
            return ticks.Write(json, content.View(), HistoryOf(selected, ticks.Since));
        });
    }

    /// <summary>The target that is asked for; null for none.</summary>
    /// <returns>False when what is asked for is no key.</returns>
    public static bool TryTarget(HttpContext context, out TargetKey? target)
    {
        string? text = context.Request.Query["target"];
        target = text is null ? null : TargetKeys.Parse(text);
        return text is null || target is not null;
    }

    public static Task WrongKey(HttpContext context) =>
        Refusal.Of(StatusCodes.Status400BadRequest, "The target is named by its key, PID-STARTTICKS: /api/page lists them.").Send(context);

    private TargetHistory? HistoryOf(TargetKey? target, DateTimeOffset since) => target is { } key ? content.History(key, since) : null;
}
