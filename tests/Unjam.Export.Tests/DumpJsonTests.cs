using System.Text;
using System.Text.Json;
using Unjam.Model;

namespace Unjam.Export.Tests;

public sealed class DumpJsonTests
{
    [Fact]
    public void LooksOfEveryShape_Written_AreValidBySchema() =>
        Validator.AssertValid("dump.schema.json", string.Concat(Enumerable.Range(0, 200).Select(seed => Write(Looks.Make(seed)))));

    [Fact]
    public void HostileNames_InEveryPlace_ReachNoReaderUnescaped()
    {
        for (var seed = 0; seed < 100; seed++)
            Assert.False(HostileNames.IsDangerous(Write(Looks.Make(seed)).TrimEnd('\n')));
    }

    [Fact]
    public void DefaultExecutor_Written_NamesItsLoopByIndex()
    {
        var look = new Snapshot();
        look.Begin(Moment.FromSeconds(10), LookDepth.Everything);
        look.Threads.Add(new TargetThread(1, 101, "MainThread", Stack.Empty, StackQuality.Complete, HoldsGil: true, default));
        look.Loops.Add(new Loop { Id = 7, Kind = LoopKind.Asyncio, Thread = 0, Phase = LoopPhase.Running, Turn = new Turn(1, Moment.FromSeconds(8), 2, 0, 3) });
        look.Pools.Add(new Pool { Id = 9, Kind = PoolKind.ThreadPoolExecutor, Name = "asyncio", Queued = 0, DefaultOfLoop = 7 });
        using var document = System.Text.Json.JsonDocument.Parse(Write(look));
        Assert.Equal(0, document.RootElement.GetProperty("pools")[0].GetProperty("default_of_loop").GetInt32());
        var loop = document.RootElement.GetProperty("loops")[0];
        Assert.Equal((101, 2.0, 0, 3), (loop.GetProperty("thread_id").GetInt32(), loop.GetProperty("turn_seconds").GetDouble(),
            loop.GetProperty("callback").GetInt32(), loop.GetProperty("callbacks").GetInt32()));
        Assert.False(document.RootElement.GetProperty("target").TryGetProperty("command", out _));
    }

    private static string Write(Snapshot look)
    {
        using var stream = new MemoryStream();
        new DumpJson(stream, "1.2.3").Write(new Target(4312, "cpython", "3.11.7", "CPython 3.11.7", "python app.py"), look);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
