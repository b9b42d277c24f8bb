using System.Text.Json;
using Unjam.Fleet;

namespace Unjam.Web.Page;

/// <summary>The documents of one stream: the first is whole, each later one holds what has changed since the one before.</summary>
/// <remarks>One for each reader. Points and lanes are cut to what is new; a span that still grows is written again with the same beginning.</remarks>
public sealed class PageTicks(TargetKey? selected)
{
    private readonly Sections sections = new(remembers: true);
    private DateTimeOffset? since;

    /// <summary>Writes the next document as one value.</summary>
    /// <returns>The name of its event: <c>page</c> for the whole, then <c>tick</c>.</returns>
    public string Write(Utf8JsonWriter json, FleetView view, TargetHistory? history)
    {
        PageJson.Write(json, view, selected, history, PageMode.Live, sections, since);
        var name = since is null ? "page" : "tick";
        if (history is not null || since is null)
            since = history?.Points is [.., var last] ? last.At : since ?? DateTimeOffset.MinValue;
        return name;
    }
}
