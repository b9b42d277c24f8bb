using System.Buffers;
using System.Text;
using System.Text.Json;
using Unjam.Fleet;
using Unjam.Live;
using Unjam.Web.Page;

namespace Unjam.Page.Tests;

public sealed class PageJsonTests
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 300 };

    [Fact]
    public void Documents_OfAllKinds_FollowTheSchema()
    {
        var (view, key, history) = Scenes.Stalled();
        var odd = "\u202e\x1b[31m</script><img src=x onerror=alert(1)>\ud800\0";
        var hostile = Scenes.StackOf((odd, odd, 1), ("f", "", 0));
        var hostileView = Scenes.Fleet(Scenes.TargetOf(key, odd, Scenes.ReportOf(Scenes.Blocked(hostile))));
        byte[][] documents =
        [
            PageJson.ToBytes(view, key, history).ToArray(),
            PageJson.ToBytes(view, key, null).ToArray(),
            PageJson.ToBytes(view, null, null).ToArray(),
            PageJson.ToBytes(view, key, history, PageMode.File).ToArray(),
            PageJson.ToBytes(Scenes.Fleet(), null, null).ToArray(),
            PageJson.ToBytes(Scenes.Fleet(new TargetView { Key = key, Name = "x", State = WatchState.Refused, WhyNot = "no" }), key, null).ToArray(),
            PageJson.ToBytes(hostileView, key, Scenes.History(3, hostile, odd)).ToArray(),
            Next(new PageTicks(key), view, history).Bytes,
        ];
        var lines = string.Join('\n', documents.Select(Encoding.UTF8.GetString));
        Assert.DoesNotContain(lines, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain('\u202e', lines);
        Assert.DoesNotContain("<", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", lines, StringComparison.Ordinal);
        var tools = Path.Combine(Repository.Root, "tests", "tools");
        var file = Path.GetTempFileName();
        File.WriteAllText(file, lines + "\n");
        var run = CommandRun.Of(["sh", "-c", $"node {tools}/validate.mjs {Repository.Root}/docs/page.schema.json < {file}"]);
        File.Delete(file);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }

    [Fact]
    public void Ticks_AfterThePage_HoldWhatIsNew()
    {
        var (view, key, history) = Scenes.Stalled();
        var ticks = new PageTicks(key);
        var first = Next(ticks, view, history);
        var second = Next(ticks, view with { At = view.At.AddSeconds(1) }, history);
        var later = history with { Points = [.. history.Points, new(Scenes.Now.AddSeconds(1), [], [])], Tasks = [] };
        var third = Next(ticks, view, later);

        Assert.Equal(["page", "tick", "tick"], [first.Name, second.Name, third.Name]);
        using var whole = JsonDocument.Parse(first.Bytes, Deep);
        using var same = JsonDocument.Parse(second.Bytes, Deep);
        using var news = JsonDocument.Parse(third.Bytes, Deep);
        Assert.Equal(60, Count(whole, "at"));
        Assert.Equal(1, Count(same, "at")); // the last second may not have been over
        Assert.Equal(2, Count(news, "at"));
        foreach (var part in new[] { "diagnosis", "flames", "tasks", "stalls", "loops", "pools" })
        {
            Assert.True(whole.RootElement.GetProperty("selected").TryGetProperty(part, out _), part);
            Assert.False(same.RootElement.GetProperty("selected").TryGetProperty(part, out _), part);
        }

        Assert.False(same.RootElement.TryGetProperty("targets", out _));
        Assert.Equal(0, news.RootElement.GetProperty("selected").GetProperty("tasks").GetArrayLength());
        var lanes = same.RootElement.GetProperty("selected").GetProperty("lanes");
        Assert.Equal([1, 1], lanes.EnumerateArray().Select(lane => lane.GetProperty("spans").GetArrayLength()));
    }

    [Fact]
    public void DeepAndManyStacks_InAFlameGraph_StayBounded()
    {
        var (view, key, history) = Scenes.Stalled();
        var stacks = Enumerable.Range(0, 500).Select(number => new WaitingStack(
            "loop", Scenes.StackOf([.. Enumerable.Range(0, 150).Select(depth => ($"f{number}_{depth}", "/a.py", depth))]), TimeSpan.FromSeconds(1), 1));
        var bytes = PageJson.ToBytes(view, key, history with { LoopBlock = [.. stacks] });
        Assert.InRange(bytes.Length, 1_000, 400_000);
        using var document = JsonDocument.Parse(bytes, Deep);
        Assert.Equal(500, document.RootElement.GetProperty("selected").GetProperty("flames").GetProperty("loop_block").GetProperty("value").GetDouble());
    }

    private static int Count(JsonDocument document, string column) =>
        document.RootElement.GetProperty("selected").GetProperty("points").GetProperty(column).GetArrayLength();

    private static (string Name, byte[] Bytes) Next(PageTicks ticks, FleetView view, TargetHistory history)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        var name = ticks.Write(json, view, history);
        json.Flush();
        return (name, buffer.WrittenSpan.ToArray());
    }
}
