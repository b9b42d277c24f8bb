using System.Text.Json;
using Unjam.Fleet;

namespace Unjam.Web.Page;

/// <summary>The documents of one stream: the first is whole, each later one holds what has changed since the one before.</summary>
/// <remarks>One for each reader. Points and lanes are cut to what is new; the last point, and a span that still grows or has just ended, are written again.</remarks>
public sealed class PageTicks(TargetKey? selected)
{
    // The history is copied after the view, and a look between them is in neither order: what was new just before is written twice.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(1);

    private readonly Sections sections = new(remembers: true);
    private PastHad? had;

    /// <summary>The next document needs nothing that had ended by then.</summary>
    public DateTimeOffset Since => had is { } now && Earlier(now.LastPoint, now.Spans) is var from && from > DateTimeOffset.MinValue + Overlap ? from - Overlap : default;

    /// <summary>Writes the next document as one value.</summary>
    /// <returns>The name of its event: <c>page</c> for the whole, then <c>tick</c>.</returns>
    public string Write(Utf8JsonWriter json, FleetView view, TargetHistory? history)
    {
        PageJson.Write(json, view, selected, history, PageMode.Live, sections, had);
        var name = had is null ? "page" : "tick";
        var last = history?.Points is [.., var point] ? point.At : had?.LastPoint ?? DateTimeOffset.MinValue;
        had = new(last, history is null ? had?.Spans ?? DateTimeOffset.MinValue : view.At - Overlap);
        return name;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
