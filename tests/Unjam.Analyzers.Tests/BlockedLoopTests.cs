namespace Unjam.Analyzers.Tests;

public sealed class BlockedLoopTests
{
    [Theory]
    [InlineData("void M() => loop.Post(() => {|2:Thread.Sleep(100)|});")]
    [InlineData("Task<string> M() => loop.RunAsync(async () => { await Task.Yield(); return {|2:File.ReadAllText(\"a\")|}; });")]
    [InlineData("void M() => loop.PostAfter(TimeSpan.FromSeconds(1), () => {|2:Thread.Sleep(100)|});")]
    [InlineData("void M() => loop.Post(n => {|2:Thread.Sleep(n)|}, 5);")]
    [InlineData("void M() => loop.RunAsync(async () => { await Task.Yield(); {|2:File.ReadAllText(\"a\")|}; });")]
    [InlineData("void M() => EventLoop.Run(MainAsync); private async Task MainAsync() { await Task.Yield(); {|2:Thread.Sleep(1)|}; }")]
    [InlineData("void M() => EventLoop.Run(MainAsync); private async Task MainAsync() { await Task.Yield(); Load(); } private static string Load() => {|2:File.ReadAllText(\"a\")|};")]
    [InlineData("void M(SemaphoreSlim gate) => loop.Post(() => {|2:gate.Wait()|});")]
    [InlineData("void M(ManualResetEvent ready) => loop.Post(() => {|2:ready.WaitOne()|});")]
    [InlineData("void M(System.Net.Sockets.Socket socket) => loop.Post(() => {|2:socket.Receive(new byte[1])|});")]
    [InlineData("void M(System.Net.Sockets.NetworkStream stream) => loop.Post(() => {|2:stream.Read(new byte[1], 0, 1)|});")]
    [InlineData("void M() => loop.Post(() => {|2:System.Net.Dns.GetHostAddresses(\"a\")|});")]
    [InlineData("void M(System.Net.Http.HttpClient http, System.Net.Http.HttpRequestMessage m) => loop.Post(() => {|2:http.Send(m)|});")]
    [InlineData("void M(System.Diagnostics.Process process) => loop.Post(() => {|2:process.WaitForExit()|});")]
    [InlineData("void M(System.Data.Common.DbCommand command) => loop.Post(() => {|2:command.ExecuteReader()|});")]
    [InlineData("void M(System.Data.IDbCommand command) => loop.Post(() => {|2:command.ExecuteScalar()|});")]
    [InlineData("void M(Thread thread) => loop.Post(() => {|2:thread.Join()|});")]
    [InlineData("void M(System.Collections.Concurrent.BlockingCollection<int> queue) => loop.Post(() => {|2:queue.Take()|});")]
    [InlineData("void M() => loop.Context.Post(_ => {|2:Thread.Sleep(1)|}, null);")]
    [InlineData("void M() => Task.Factory.StartNew(() => {|2:Thread.Sleep(1)|}, default, TaskCreationOptions.None, loop.Scheduler);")]
    [InlineData("void M() { loop.Post(Local); void Local() { {|2:Thread.Sleep(1)|}; } }")]
    [InlineData("void M() => loop.Post(() => { if (DateTime.Now.Ticks > 0) this.Tick(); }); private void Tick() { {|2:Thread.Sleep(1)|}; }")]
    public async Task BlockingCall_OnALoop_IsReported(string members) => await Snippet.OfMembers(members).IsReportedAsMarkedAsync();

    [Theory]
    [InlineData("Task M() => loop.RunAsync(async () => { await Task.Yield(); Thread.Sleep(100); });", "Task M() => loop.RunAsync(async () => { await Task.Yield(); await Task.Delay(100); });")]
    [InlineData("void M() => EventLoop.Run(async () => { Thread.Sleep(TimeSpan.FromSeconds(1)); await Task.Yield(); });", "void M() => EventLoop.Run(async () => { await Task.Delay(TimeSpan.FromSeconds(1)); await Task.Yield(); });")]
    [InlineData("Task M(SemaphoreSlim gate) => loop.RunAsync(async () => { gate.Wait(); await Task.Yield(); });", "Task M(SemaphoreSlim gate) => loop.RunAsync(async () => { await gate.WaitAsync(); await Task.Yield(); });")]
    [InlineData("Task M() => loop.RunAsync(async () => { await Task.Yield(); Console.Write(File.ReadAllText(\"a\").Length); });", "Task M() => loop.RunAsync(async () => { await Task.Yield(); Console.Write((await File.ReadAllTextAsync(\"a\")).Length); });")]
    [InlineData("Task M(System.Diagnostics.Process p) => loop.RunAsync(async () => { await Task.Yield(); p.WaitForExit(); });", "Task M(System.Diagnostics.Process p) => loop.RunAsync(async () => { await Task.Yield(); await p.WaitForExitAsync(); });")]
    public async Task BlockingCall_WithAnAsynchronousTwin_IsFixed(string before, string after) =>
        Assert.Equal(Snippet.OfMembers(after).Source, await Fixing.AllAsync(Snippet.OfMembers(before).Source));

    [Theory]
    [InlineData("void M() => loop.Post(() => Thread.Sleep(100));")]
    [InlineData("Task M(Thread thread) => loop.RunAsync(async () => { await Task.Yield(); thread.Join(); });")]
    [InlineData("Task M(System.Diagnostics.Process p) => loop.RunAsync(async () => { await Task.Yield(); p.WaitForExit(100); });")]
    public async Task BlockingCall_WithoutAWayThatIsSafe_IsReportedButNotFixed(string members)
    {
        var source = Snippet.OfMembers(members).Source;
        Assert.Contains(await Snippet.AnalyzeAsync(Snippet.Compile(source)), each => each.Id == "UNJ002");
        Assert.Equal(source, await Fixing.AllAsync(source));
    }
}
