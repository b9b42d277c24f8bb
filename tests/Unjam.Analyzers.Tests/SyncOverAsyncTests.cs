namespace Unjam.Analyzers.Tests;

public sealed class SyncOverAsyncTests
{
    [Theory]
    [InlineData("async Task<int> M() { await Task.Yield(); return {|1:LoadAsync().Result|}; }")]
    [InlineData("async Task M(Task task) { await Task.Yield(); {|1:task.Wait()|}; }")]
    [InlineData("async Task M(Task task, CancellationToken ct) { await Task.Yield(); {|1:task.Wait(ct)|}; }")]
    [InlineData("async Task M(Task task) { await Task.Yield(); if ({|1:task.Wait(1000)|}) return; }")]
    [InlineData("async Task M(Task task) { await Task.Yield(); {|1:task.GetAwaiter().GetResult()|}; }")]
    [InlineData("async Task M(Task task) { await Task.Yield(); {|1:task.ConfigureAwait(false).GetAwaiter().GetResult()|}; }")]
    [InlineData("async Task M(Task a, Task b) { await Task.Yield(); {|1:Task.WaitAll(a, b)|}; }")]
    [InlineData("async Task M(Task a, Task b) { await Task.Yield(); {|1:Task.WaitAny(a, b)|}; }")]
    [InlineData("async Task<int> M(ValueTask<int> task) { await Task.Yield(); return {|1:task.Result|}; }")]
    [InlineData("async Task M(ValueTask task) { await Task.Yield(); {|1:task.GetAwaiter().GetResult()|}; }")]
    [InlineData("async Task<int> M(ValueTask<int> task) { await Task.Yield(); return {|1:task.AsTask().Result|}; }")]
    [InlineData("async Task M(Task task) { await Task.Yield(); if (!task.IsCompleted) {|1:task.Wait()|}; }")]
    [InlineData("async Task<int> M(Task<int> a, Task<int> b) { var n = await b; return n + {|1:a.Result|}; }")]
    [InlineData("async Task<int> M() { var a = LoadAsync(); await Task.Yield(); return {|1:a.Result|}; }")]
    [InlineData("Func<Task<int>> M() => async () => { await Task.Yield(); return {|1:LoadAsync().Result|}; };")]
    [InlineData("void M() { async Task Inner(Task task) { await Task.Yield(); {|1:task.Wait()|}; } _ = Inner(LoadAsync()); }")]
    [InlineData("async IAsyncEnumerable<int> M() { await Task.Yield(); yield return {|1:LoadAsync().Result|}; }")]
    [InlineData("async Task<int?> M(Task<int>? task) { await Task.Yield(); return task?{|1:.Result|}; }")]
    public async Task WaitForATask_InAnAsyncFunction_IsReported(string members) => await Snippet.OfMembers(members).IsReportedAsMarkedAsync();

    [Theory]
    [InlineData("void M() => loop.Post(() => {|1:LoadAsync().Wait()|});")]
    [InlineData("void M() => loop.Post(state => Console.Write({|1:state.Result|}), LoadAsync());")]
    [InlineData("void M() => loop.PostAfter(TimeSpan.FromSeconds(1), () => {|1:LoadAsync().Wait()|});")]
    [InlineData("void M() => EventLoop.Run(async () => { await Task.Yield(); {|1:LoadAsync().Wait()|}; });")]
    [InlineData("Task M() => executor.RunAsync(() => {|1:LoadAsync().Result|});")]
    [InlineData("Task M() => executor.RunAsync(ct => { {|1:LoadAsync().Wait(ct)|}; });")]
    [InlineData("void M() => executor.Context.Post(_ => {|1:LoadAsync().Wait()|}, null);")]
    [InlineData("void M() => loop.Context.Send(_ => {|1:LoadAsync().Wait()|}, null);")]
    [InlineData("void M() => Task.Factory.StartNew(() => {|1:LoadAsync().Result|}, default, TaskCreationOptions.None, executor.Scheduler);")]
    [InlineData("void M() => loop.Post(Tick); private void Tick() => {|1:LoadAsync().Wait()|};")]
    [InlineData("void M() { loop.Post(Tick); void Tick() { {|1:LoadAsync().Wait()|}; } }")]
    [InlineData("void M() => loop.Post(() => Tick(1)); private void Tick(int n) { {|1:LoadAsync().Wait(n)|}; }")]
    [InlineData("sealed class Item : IWork { public void Run() => {|1:LoadAsync().Wait()|}; }")]
    public async Task WaitForATask_OnALoopOrAnExecutor_IsReported(string members) => await Snippet.OfMembers(members).IsReportedAsMarkedAsync();

    [Theory]
    [InlineData("async Task<int> M() { await Task.Yield(); return LoadAsync().Result; }", "async Task<int> M() { await Task.Yield(); return await LoadAsync(); }")]
    [InlineData("async Task<string> M() { await Task.Yield(); return LoadAsync().Result.ToString(); }", "async Task<string> M() { await Task.Yield(); return (await LoadAsync()).ToString(); }")]
    [InlineData("async Task M(Task task) { await Task.Yield(); task.Wait(); }", "async Task M(Task task) { await Task.Yield(); await task; }")]
    [InlineData("async Task M(Task task, CancellationToken ct) { await Task.Yield(); task.Wait(ct); }", "async Task M(Task task, CancellationToken ct) { await Task.Yield(); await task.WaitAsync(ct); }")]
    [InlineData("async Task M(Task task) { await Task.Yield(); task.ConfigureAwait(false).GetAwaiter().GetResult(); }", "async Task M(Task task) { await Task.Yield(); await task.ConfigureAwait(false); }")]
    [InlineData("async Task M(Task a, Task b) { await Task.Yield(); Task.WaitAll(a, b); }", "async Task M(Task a, Task b) { await Task.Yield(); await Task.WhenAll(a, b); }")]
    [InlineData("async Task<int> M(ValueTask<int> task) { await Task.Yield(); return 1 + task.Result; }", "async Task<int> M(ValueTask<int> task) { await Task.Yield(); return 1 + await task; }")]
    [InlineData("Task<int> M() => executor.RunAsync(() => LoadAsync().Result);", "Task<int> M() => executor.RunAsync(async () => await LoadAsync());")]
    [InlineData("Task M() => executor.RunAsync(() => { LoadAsync().Wait(); });", "Task M() => executor.RunAsync(async () => { await LoadAsync(); });")]
    [InlineData("Task M() => executor.RunAsync(ct => LoadAsync().Result, default);", "Task M() => executor.RunAsync(async ct => await LoadAsync(), default);")]
    public async Task WaitForATask_WhereAwaitMeansTheSame_IsFixed(string before, string after) =>
        Assert.Equal(Snippet.OfMembers(after).Source, await Fixing.AllAsync(Snippet.OfMembers(before).Source));

    [Theory]
    [InlineData("async Task M(Task task) { await Task.Yield(); lock (loop) { task.Wait(); } }")]
    [InlineData("async Task M(Task task) { await Task.Yield(); try { task.Wait(); } catch (AggregateException) { Console.Write(1); } }")]
    [InlineData("async Task<bool> M(Task task) { await Task.Yield(); return task.Wait(1000); }")]
    [InlineData("async Task<int> M(Task a) { await Task.Yield(); return Task.WaitAny(a); }")]
    [InlineData("async Task<bool> M(Task a) { await Task.Yield(); return Task.WaitAll([a], 10); }")]
    [InlineData("async Task<int?> M(Task<int>? task) { await Task.Yield(); return task?.Result; }")]
    [InlineData("async Task<int> M(Task<int> t, byte[] b) { await Task.Yield(); var span = b.AsSpan(); var n = t.Result; return span[n]; }")]
    [InlineData("static int Of(ReadOnlySpan<byte> span, int n) => span[n]; async Task<int> M(Task<int> t) { await Task.Yield(); return Of(\"a\"u8, t.Result); }")]
    [InlineData("void M() => loop.Post(() => LoadAsync().Wait());")]
    [InlineData("void M() => loop.Post(Tick); private void Tick() => LoadAsync().Wait();")]
    [InlineData("async Task M(Task<bool> t) { await Task.Yield(); try { Console.Write(1); } catch (Exception) when (t.Result) { Console.Write(2); } }")]
    public async Task WaitForATask_WhereAwaitMeansAnotherThing_IsReportedButNotFixed(string members)
    {
        var source = Snippet.OfMembers(members).Source;
        Assert.Contains(await Snippet.AnalyzeAsync(Snippet.Compile(source)), each => each.Id == "UNJ001");
        Assert.Equal(source, await Fixing.AllAsync(source));
    }
}
