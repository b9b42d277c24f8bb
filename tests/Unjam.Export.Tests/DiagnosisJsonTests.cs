using System.Text;
using System.Text.Json;
using Unjam.Diagnosis;
using Unjam.Live;
using Unjam.Model;

namespace Unjam.Export.Tests;

public sealed class DiagnosisJsonTests
{
    private const string Version = "1.2.3";

    [Fact]
    public void ReportsOfEveryShape_Written_AreValidBySchema()
    {
        var reports = new Reports(seed: 20_260_301);
        var documents = string.Concat(Enumerable.Range(0, 500).Select(_ => Write(reports.Next())));
        Assert.Equal(500, documents.Count(character => character == '\n'));
        Validator.AssertValid("diagnosis.schema.json", documents);
    }

    [Fact]
    public void WrongDocument_Validated_IsRefused()
    {
        var (exitCode, output) = Validator.Validate("diagnosis.schema.json", """{"schema":"unjam.diagnosis/1","verdict":"fine"}""");
        Assert.Equal(1, exitCode);
        Assert.Contains("/verdict", output);
        Assert.Contains("quality", output);
    }

    [Fact]
    public void HostileNames_InEveryPlace_ReachNoReaderUnescaped()
    {
        var reports = new Reports(seed: 7);
        for (var count = 0; count < 200; count++)
        {
            var line = Write(reports.Next()).TrimEnd('\n');
            Assert.False(HostileNames.IsDangerous(line), "the text of the document is dangerous");
            Assert.DoesNotContain("<", line);
            AssertSafe(JsonSerializer.Deserialize<JsonElement>(line));
        }
    }

    [Fact]
    public void BlockedLoop_Written_SaysWhatTheReportSays()
    {
        var frame = new Frame(new Function("legacy_fetch", "/srv/app.py", 3), 4);
        var finding = new Finding("loop-blocked", Severity.Critical, "The event loop is blocked", "MainThread")
        {
            Cause = "sleep",
            Culprit = new Culprit("legacy_fetch", "/srv/app.py", 4, "MainThread", "GET /report", "time.sleep"),
            Stack = new Stack([frame]),
            Held = new Held(TimeSpan.FromSeconds(1.5), IsLowerBound: true, TimeSpan.Zero, IsOver: false),
            Evidence = ["seen in 40 of 40 looks"],
            Advice = [new Advice("Await asyncio.sleep instead.", "time.sleep(1.5)", "await asyncio.sleep(1.5)")],
        };
        var report = new Report(
            new Target(4312, "cpython", "3.11.7", "CPython 3.11.7", "python app.py --password hunter2"),
            Outcome.Findings, [finding], [], [], [],
            new Quality(40, 40, 0, 0, TimeSpan.Zero, TimeSpan.FromMilliseconds(3), TimeSpan.FromSeconds(0.4), []));

        Assert.Equal(
            """
            {"schema":"unjam.diagnosis/1","tool":{"name":"unjam","version":"1.2.3"},"target":{"pid":4312,"runtime":"cpython","version":"3.11.7","implementation":"CPython 3.11.7"},"verdict":"findings","findings":[{"id":"loop-blocked","severity":"critical","title":"The event loop is blocked","subject":"MainThread","cause":"sleep","culprit":{"function":"legacy_fetch","file":"/srv/app.py","line":4,"thread":"MainThread","task":"GET /report","call":"time.sleep"},"stack":[{"function":"legacy_fetch","file":"/srv/app.py","line":4}],"held_seconds":1.5,"held_is_lower_bound":true,"held_uncertainty_seconds":0,"evidence":["seen in 40 of 40 looks"],"consequences":[],"advice":[{"summary":"Await asyncio.sleep instead.","before":"time.sleep(1.5)","after":"await asyncio.sleep(1.5)"}]}],"undecided":[],"loops":[],"pools":[],"quality":{"looks":40,"ok":40,"degraded":0,"failed":0,"paused_seconds":0,"own_cpu_seconds":0.003,"watched_seconds":0.4,"gaps":[]}}

            """,
            Write(report));
    }

    [Fact]
    public void FullDisk_WhileWriting_IsTheCallersToHear()
    {
        var report = new Reports(seed: 1).Next();
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        Assert.Throws<IOException>(() => new DiagnosisJson(full, Version).Take(report));
    }

    private static void AssertSafe(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    AssertSafe(property.Value);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    AssertSafe(item);
                break;
            case JsonValueKind.String:
                Assert.False(HostileNames.IsDangerous(element.GetString()!), "a string of the document is dangerous once it is read");
                break;
        }
    }

    private static string Write(Report report)
    {
        using var stream = new MemoryStream();
        new DiagnosisJson(stream, Version).Take(report);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
