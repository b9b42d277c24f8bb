using System.Buffers;
using System.Reflection;
using System.Text.Json;
using Unjam.Diagnosis;
using Unjam.Export;
using Unjam.Fleet;

namespace Unjam.Web.Page;

/// <summary>Writes what the page shows as <c>unjam.page/1</c>: see docs/page.schema.json. Times are Unix seconds, durations seconds.</summary>
/// <remarks>Flame graphs nest as deep as stacks: a reader must allow for some 250 levels.</remarks>
public static class PageJson
{
    private static readonly string Version =
        typeof(PageJson).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? throw new InvalidOperationException("this build carries no version");

    /// <summary>Writes the whole document as one value.</summary>
    /// <param name="selected">The target that is shown in full; null for none.</param>
    /// <param name="history">Its recent past; null when there is none (yet).</param>
    public static void Write(Utf8JsonWriter json, FleetView view, TargetKey? selected, TargetHistory? history, PageMode mode = PageMode.Live) =>
        Write(json, view, selected, history, mode, new Sections(), had: null);

    /// <summary>The whole document as bytes that may stand in a page: <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> are escaped.</summary>
    public static ReadOnlyMemory<byte> ToBytes(FleetView view, TargetKey? selected, TargetHistory? history, PageMode mode = PageMode.Live)
    {
        var buffer = new ArrayBufferWriter<byte>(16_384);
        using (var json = new Utf8JsonWriter(buffer))
            Write(json, view, selected, history, mode);
        return buffer.WrittenMemory;
    }

    /// <summary>Writes the document as far as its sections are new to the reader.</summary>
    /// <param name="had">What of points and lanes the reader has; null for nothing.</param>
    internal static void Write(
        Utf8JsonWriter json, FleetView view, TargetKey? selected, TargetHistory? history, PageMode mode, Sections sections, PastHad? had)
    {
        json.WriteStartObject();
        json.WriteString("schema", "unjam.page/1");
        json.WriteString("version", Version);
        json.Time("at", view.At);
        json.WriteString("mode", mode == PageMode.Live ? "live" : "file");
        WriteOwn(json, view.Own);
        json.Texts("left", view.Left);
        sections.Write(json, "targets", inner => WriteTargets(inner, view));
        var target = view.Targets.FirstOrDefault(each => each.Key == selected);
        if (target is null)
        {
            json.WriteNull("selected");
        }
        else
        {
            json.WriteStartObject("selected");
            SelectedJson.Write(json, target, history, Version, sections, had);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteOwn(Utf8JsonWriter json, OwnNumbers own)
    {
        json.WriteStartObject("own");
        json.Seconds("cpu_seconds", own.Cpu);
        json.Number("cpu_share", own.CpuShare);
        json.WriteNumber("resident_bytes", own.ResidentBytes);
        json.WriteBoolean("slowed_down", own.IsSlowedDown);
        json.WriteEndObject();
    }

    private static void WriteTargets(Utf8JsonWriter json, FleetView view)
    {
        json.WriteStartArray();
        foreach (var target in view.Targets)
        {
            json.WriteStartObject();
            json.WriteString("key", target.Key.ToString());
            json.WriteNumber("pid", target.Key.Pid);
            json.Text("name", target.Name);
            json.Text("runtime", target.Target?.Runtime);
            json.Text("runtime_version", target.Target?.Version);
            json.WriteString("state", NameOf(target.State));
            json.Text("why_not", target.WhyNot);
            json.Number("rate", target.Rate);
            json.Text("verdict", target.Report is { } report ? Names.Of(report.Outcome) : null);
            WriteWorst(json, target.Report?.Findings.FirstOrDefault());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWorst(Utf8JsonWriter json, Finding? worst)
    {
        if (worst is null)
        {
            json.WriteNull("worst");
            return;
        }

        json.WriteStartObject("worst");
        json.Text("id", worst.Id);
        json.WriteString("severity", Names.Of(worst.Severity));
        json.Text("title", worst.Title);
        json.WriteEndObject();
    }

    private static string NameOf(WatchState state) => state switch
    {
        WatchState.Attaching => "attaching",
        WatchState.Watching => "watching",
        WatchState.Refused => "refused",
        WatchState.Gone => "gone",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
