using Unjam.DotNet.Facts;
using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Tests.Nettrace;

namespace Unjam.DotNet.Tests.Facts;

public sealed class UnjamStateTests
{
    private readonly UnjamState state = new();

    [Fact]
    public void Beat_WithAllItsRows_IsTold()
    {
        Beat(1, 1, 1);
        Pool(1, "db", "3\tShop.Orders.Load\n1\tShop.Orders.Save", "21 22 x 23");
        Assert.Empty(state.Beats);
        Loop(1, "main");
        var beat = Assert.Single(state.Beats);
        Assert.Equal((1, Made.At(4711)), (beat.Contract, beat.At));
        var pool = Assert.Single(beat.Pools);
        Assert.Equal(("db", "executor", 4, 2, 8, 3, 17L), (pool.Name, pool.Kind, pool.Threads, pool.Least, pool.Limit, pool.Busy, pool.Queued));
        Assert.Equal((30L, 9L, 2L, 1L, 5L), (pool.Submitted, pool.Completed, pool.Failed, pool.Cancelled, pool.Rejected));
        Assert.Equal((1.5, 2.5, 3.5), (pool.OldestWait.TotalSeconds, pool.QueueTime.TotalSeconds, pool.RunTime.TotalSeconds));
        Assert.Equal([new("Shop.Orders.Load", 3), new("Shop.Orders.Save", 1)], pool.Running.ToArray());
        Assert.Equal([21, 22, 23], pool.Workers.ToArray());
        Assert.Equal(new UnjamLoop("main", "loop", 31, TimeSpan.FromSeconds(0.25), "Shop.Main.Tick", 6, 100, 7, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(9)), Assert.Single(beat.Loops));
    }

    [Fact]
    public void Pool_OfAHostThatDoesNotTellItsThreads_HasNone()
    {
        Beat(1, 1, 0);
        Pool(1, "db", "", null);
        Assert.Empty(Assert.Single(Assert.Single(state.Beats).Pools).Workers);
    }

    [Fact]
    public void Beat_ThatLostARow_LeavesTheOneBefore()
    {
        Beat(1, 1, 0);
        Pool(1, "first", "", "");
        Beat(1, 2, 0);
        Pool(1, "second", "", "");
        Beat(1, 2, 0);
        Assert.Equal("first", state.Beats.Single().Pools.Single().Name);
    }

    [Fact]
    public void Hosts_OnTwoThreads_AreToldApart()
    {
        Beat(1, 1, 0);
        Beat(2, 1, 0);
        Pool(2, "two", "", "");
        Pool(1, "one", "", "");
        Assert.Equal(["one", "two"], state.Beats.Select(beat => beat.Pools.Single().Name).Order());
    }

    [Fact]
    public void Host_ThatIsGone_IsForgotten()
    {
        Beat(1, 0, 0, at: 0);
        Beat(2, 0, 0, at: 40_000);
        Assert.Single(state.Beats);
    }

    [Theory]
    [InlineData(2, 0, 0)]
    [InlineData(1, -1, 0)]
    [InlineData(1, 0, int.MaxValue)]
    public void Beat_ThatCannotBeBelieved_IsRefused(int contract, int pools, int loops)
    {
        Beat(1, pools, loops, contract);
        Pool(1, "db", "", "");
        Assert.Empty(state.Beats);
        Assert.Equal(1, state.Refused);
    }

    [Fact]
    public void Names_OfAnyKind_AreKeptAsTheyAre()
    {
        const string Evil = "\u202e<script>\t\n";
        Beat(1, 1, 0);
        Pool(1, Evil, $"2\t{Evil}\nx\ty\n\t\n99999999999\tz", "-5 99999999999 7");
        var pool = state.Beats.Single().Pools.Single();
        Assert.Equal(Evil, pool.Name);
        Assert.Equal(2, Assert.Single(pool.Running).Count);
        Assert.Equal([7], pool.Workers.ToArray());
    }

    private void Beat(long thread, int pools, int loops, int contract = 1, double at = 1) =>
        state.Take(Made.Of(KnownEvent.UnjamBeat, at, thread, StreamMaker.With(writer =>
        {
            writer.Write(contract);
            writer.Write(Made.At(4711).Nanoseconds);
            writer.Write(pools);
            writer.Write(loops);
        })));

    private void Pool(long thread, string name, string running, string? workers) => state.Take(Made.Of(KnownEvent.UnjamPool, 1, thread, StreamMaker.With(writer =>
    {
        writer.Write(StreamMaker.Utf16(name));
        writer.Write(StreamMaker.Utf16("executor"));
        foreach (var number in new[] { 4, 2, 8, 3 })
            writer.Write(number);
        writer.Write(17L);
        writer.Write(1.5);
        foreach (var number in new[] { 30L, 9, 2, 1, 5 })
            writer.Write(number);
        writer.Write(2.5);
        writer.Write(3.5);
        writer.Write(StreamMaker.Utf16(running));
        if (workers is not null)
            writer.Write(StreamMaker.Utf16(workers));
    })));

    private void Loop(long thread, string name) => state.Take(Made.Of(KnownEvent.UnjamLoop, 1, thread, StreamMaker.With(writer =>
    {
        writer.Write(StreamMaker.Utf16(name));
        writer.Write(StreamMaker.Utf16("loop"));
        writer.Write(31);
        writer.Write(0.25);
        writer.Write(StreamMaker.Utf16("Shop.Main.Tick"));
        writer.Write(6);
        writer.Write(100L);
        writer.Write(7L);
        writer.Write(8.0);
        writer.Write(9.0);
    })));
}
