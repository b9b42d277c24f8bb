namespace Unjam.Analyzers.Tests;

/// <summary>Programs as people write them: top-level statements, partial classes, several files' worth of style.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task TopLevelProgram_ThatBlocks_IsReported() => await Snippet.Parse("""
        await using var executor = new InstrumentedExecutor({|4:new ExecutorOptions { Name = "db" }|});
        var loop = EventLoop.Start(new LoopOptions { Name = "main" });
        loop.Post(() => {|2:Thread.Sleep(100)|});
        loop.Post(Tick);
        EventLoop.Run(async () =>
        {
            await Task.Yield();
            {|1:executor.RunAsync(() => 1).Wait()|};
        });
        Console.Write({|1:executor.RunAsync(() => 1).Result|});
        await {|3:Task.Run|}(() => File.ReadAllText("a"));

        void Tick() => {|2:Thread.Sleep(1)|};
        """).IsReportedAsMarkedAsync();

    [Fact]
    public async Task TopLevelProgram_ThatAllowsIt_IsSilent() => await Snippet.Parse("""
        using var scope = Blocking.Allowed("the start of the program");
        var task = Task.FromResult(1);
        Console.Write(LoadAsync().Result);
        await task;

        static Task<int> LoadAsync() => Task.FromResult(1);
        """).IsReportedAsMarkedAsync();

    [Fact]
    public async Task TopLevelProgram_WithOneExecutor_IsFixed() => Assert.Equal("""
        var executor = new InstrumentedExecutor(new ExecutorOptions { Name = "db", QueueLimit = 1 });
        Console.Write(await executor.RunAsync(() => 1));
        var text = await executor.RunAsync(() => File.ReadAllText("a"));
        """, await Fixing.AllAsync("""
        var executor = new InstrumentedExecutor(new ExecutorOptions { Name = "db", QueueLimit = 1 });
        Console.Write(executor.RunAsync(() => 1).Result);
        var text = await Task.Run(() => File.ReadAllText("a"));
        """));

    [Fact]
    public async Task FileWithoutUsings_ThatSleeps_IsFixedWithAShortName() => Assert.Equal("""
        using T = System.Threading.Thread;

        static class Slow
        {
            // waits
            static Task M(EventLoop loop) => loop.RunAsync(async () =>
            {
                await Task.Delay(100); // for the device
                await Task.Yield();
            });
        }
        """, await Fixing.AllAsync("""
        using T = System.Threading.Thread;

        static class Slow
        {
            // waits
            static Task M(EventLoop loop) => loop.RunAsync(async () =>
            {
                T.Sleep(100); // for the device
                await Task.Yield();
            });
        }
        """));

    [Fact]
    public async Task Compilation_WithoutUnjamExecutors_KnowsAsyncMethodsAndLongRunning()
    {
        var compilation = Snippet.Compile("""
            sealed class Code
            {
                async Task M(Task task) { await Task.Yield(); task.Wait(); }
                Task N() => Task.Run(() => Thread.Sleep(1));
                Task O() => Task.Factory.StartNew(async () => await Task.Yield(), TaskCreationOptions.LongRunning);
            }
            """);
        var alone = compilation.WithReferences(Snippet.References.Where(each => !each.Display!.Contains("Unjam.", StringComparison.Ordinal)));
        Assert.Equal(["UNJ001", "UNJ005"], (await Snippet.AnalyzeAsync(alone)).Select(each => each.Id));
    }
}
