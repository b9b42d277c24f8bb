namespace Unjam.Analyzers.Tests;

public sealed class PoolTests
{
    [Theory]
    [InlineData("Task M() => {|3:Task.Run|}(() => File.ReadAllText(\"a\"));")]
    [InlineData("Task M() => {|3:Task.Run|}(() => { Thread.Sleep(1000); });")]
    [InlineData("Task M() => {|3:Task.Run|}(Load); private static string Load() => File.ReadAllText(\"a\");")]
    [InlineData("Task M() => {|3:Task.Run|}(() => Load(\"a\")); private static string Load(string path) => File.ReadAllText(path);")]
    [InlineData("Task M(System.Data.Common.DbCommand c) => {|3:Task.Run|}(() => c.ExecuteNonQuery(), default);")]
    [InlineData("Task M() => {|3:Task.Factory.StartNew|}(() => File.ReadAllText(\"a\"));")]
    [InlineData("Task M() => {|3:Task.Factory.StartNew|}(() => File.ReadAllText(\"a\"), TaskCreationOptions.DenyChildAttach);")]
    [InlineData("Task M() { return {|3:Task.Run|}(Load); string Load() { return File.ReadAllText(\"a\"); } }")]
    public async Task TaskRun_AroundBlockingIo_IsReported(string members) => await Snippet.OfMembers(members).IsReportedAsMarkedAsync();

    [Theory]
    [InlineData("Task<string> M() => Task.Run(() => File.ReadAllText(\"a\"));", "Task<string> M() => executor.RunAsync(() => File.ReadAllText(\"a\"));")]
    [InlineData("async Task<int> M(CancellationToken ct) => (await Task.Run(() => File.ReadAllText(\"a\"), ct)).Length;", "async Task<int> M(CancellationToken ct) => (await executor.RunAsync(() => File.ReadAllText(\"a\"), ct)).Length;")]
    [InlineData("Task M() => Task.Factory.StartNew(() => { Thread.Sleep(1000); });", "Task M() => executor.RunAsync(() => { Thread.Sleep(1000); });")]
    public async Task TaskRun_WithOneExecutorInScope_IsGivenToIt(string before, string after) =>
        Assert.Equal(Snippet.OfMembers(after).Source, await Fixing.AllAsync(Snippet.OfMembers(before).Source));

    [Theory]
    [InlineData("Task M(InstrumentedExecutor other) => Task.Run(() => File.ReadAllText(\"a\"));")]
    [InlineData("static Task M() => Task.Run(() => File.ReadAllText(\"a\"));")]
    [InlineData("Task M() => Task.Factory.StartNew(_ => File.ReadAllText(\"a\"), null);")]
    public async Task TaskRun_WithoutOneExecutor_IsReportedButNotFixed(string members)
    {
        var source = Snippet.OfMembers(members).Source;
        Assert.Contains(await Snippet.AnalyzeAsync(Snippet.Compile(source)), each => each.Id == "UNJ003");
        Assert.Equal(source, await Fixing.AllAsync(source));
    }

    [Theory]
    [InlineData("object M() => new InstrumentedExecutor({|4:new ExecutorOptions { Name = \"db\" }|});")]
    [InlineData("InstrumentedExecutor other = new({|4:new() { Name = \"db\", Threads = 4 }|});")]
    [InlineData("object M() { var options = {|4:new ExecutorOptions { Name = \"db\" }|}; return new InstrumentedExecutor(options); }")]
    [InlineData("object M() => {|4:System.Threading.Channels.Channel.CreateUnbounded<Action>()|};")]
    [InlineData("object M() => {|4:System.Threading.Channels.Channel.CreateUnbounded<Func<CancellationToken, Task>>()|};")]
    [InlineData("object M() => {|4:System.Threading.Channels.Channel.CreateUnbounded<IWork>()|};")]
    public async Task QueueOfWork_WithoutALimit_IsReported(string members) => await Snippet.OfMembers(members).IsReportedAsMarkedAsync();

    [Theory]
    [InlineData("Task M() => {|5:Task.Factory.StartNew(async () => { await Task.Yield(); }, TaskCreationOptions.LongRunning)|};")]
    [InlineData("Task M() => {|5:Task.Factory.StartNew(WorkAsync, default, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default)|};")]
    [InlineData("Task M() => {|5:Task.Factory.StartNew(() => WorkAsync(), TaskCreationOptions.LongRunning)|};")]
    [InlineData("Task M() => {|5:new TaskFactory().StartNew(async _ => { await Task.Yield(); }, null, TaskCreationOptions.LongRunning)|};")]
    public async Task LongRunning_WithAnAsyncFunction_IsReported(string members) => await Snippet.OfMembers(members).IsReportedAsMarkedAsync();

    [Theory]
    [InlineData("Task M() => Task.Factory.StartNew(async () => { await Task.Yield(); }, TaskCreationOptions.LongRunning);", "Task M() => Task.Run(async () => { await Task.Yield(); });")]
    [InlineData("Task M() => Task.Factory.StartNew(WorkAsync, TaskCreationOptions.LongRunning).Unwrap();", "Task M() => Task.Run(WorkAsync);")]
    [InlineData("Task M(CancellationToken ct) => Task.Factory.StartNew(WorkAsync, ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);", "Task M(CancellationToken ct) => Task.Run(WorkAsync, ct);")]
    public async Task LongRunning_WithAnAsyncFunction_BecomesTaskRun(string before, string after) =>
        Assert.Equal(Snippet.OfMembers(after).Source, await Fixing.AllAsync(Snippet.OfMembers(before).Source));

    [Theory]
    [InlineData("Task<Task<int>> M() => Task.Factory.StartNew(WorkAsync, TaskCreationOptions.LongRunning);")]
    [InlineData("Task M() => Task.Factory.StartNew(WorkAsync, default, TaskCreationOptions.LongRunning, loop.Scheduler);")]
    public async Task LongRunning_WhereTaskRunMeansAnotherThing_IsReportedButNotFixed(string members)
    {
        var source = Snippet.OfMembers(members).Source;
        Assert.Contains(await Snippet.AnalyzeAsync(Snippet.Compile(source)), each => each.Id == "UNJ005");
        Assert.Equal(source, await Fixing.AllAsync(source));
    }
}
