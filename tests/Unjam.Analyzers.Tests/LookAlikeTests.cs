namespace Unjam.Analyzers.Tests;

/// <summary>What looks like a fault and is none: a wrong alarm costs more than a missed one.</summary>
public sealed class LookAlikeTests
{
    [Theory]
    [InlineData("awaited before", "async Task<int> M(Task<int> t) { await t; return t.Result; }")]
    [InlineData("awaited by WhenAll", "async Task<int> M(Task<int> a, Task<int> b) { await Task.WhenAll(a, b); return a.Result + b.Result; }")]
    [InlineData("awaited by WhenAll as a list", "async Task<int> M(List<Task<int>> tasks) { await Task.WhenAll(tasks); return tasks[0].Result + tasks.Sum(t => t.Result); }")]
    [InlineData("each of a list that was awaited", "async Task M(Task<int>[] tasks) { await Task.WhenAll(tasks); foreach (var t in tasks) Console.Write(t.Result); }")]
    [InlineData("taken from a list that was awaited", "async Task<int> M(Task<int>[] tasks) { var first = tasks[0]; await Task.WhenAll(tasks); return first.Result; }")]
    [InlineData("each of a dictionary that was awaited", "async Task M(Dictionary<string, Task<int>> tasks) { await Task.WhenAll(tasks.Values); foreach (var (k, t) in tasks) Console.Write(k + t.Result); }")]
    [InlineData("the winner of WhenAny", "async Task<int> M(Task<int> a, Task<int> b) { var winner = await Task.WhenAny(a, b); return winner.Result; }")]
    [InlineData("the winner of WhenAny at once", "async Task<int> M(Task<int> a, Task<int> b) => (await Task.WhenAny(a, b).ConfigureAwait(false)).Result;")]
    [InlineData("compared with the winner", "async Task<int> M(Task<int> a) { if (await Task.WhenAny(a, Task.Delay(9)) == a) return a.Result; return 0; }")]
    [InlineData("WhenEach", "async Task M(Task<int>[] tasks) { await foreach (var t in Task.WhenEach(tasks)) Console.Write(t.Result); }")]
    [InlineData("awaited through a variable", "async Task<int> M(Task<int> a, Task<int> b) { var all = Task.WhenAll(a, b); await all; return a.Result; }")]
    [InlineData("awaited through an array", "async Task<int> M() { var a = LoadAsync(); Task[] all = [a, WorkAsync()]; await Task.WhenAll(all); return a.Result; }")]
    [InlineData("awaited through a list", "async Task<int> M() { var all = new List<Task>(); var a = LoadAsync(); all.Add(a); await Task.WhenAll(all); return a.Result; }")]
    [InlineData("awaited through a place of an array", "async Task<int> M(Task[] all) { var a = LoadAsync(); all[0] = a; await Task.WhenAll(all); return a.Result; }")]
    [InlineData("awaited with a time limit", "async Task<int> M(Task<int> a) { await a.WaitAsync(TimeSpan.FromSeconds(1)); return a.Result; }")]
    [InlineData("asked by IsCompleted", "async Task<int> M(Task<int> t) { if (t.IsCompletedSuccessfully) return t.Result; return await t; }")]
    [InlineData("asked by IsCompleted of a ValueTask", "async ValueTask<int> M(ValueTask<int> t) => t.IsCompletedSuccessfully ? t.Result : await t;")]
    [InlineData("left when not completed", "async Task<int> M(Task<int> t) { await Task.Yield(); if (!t.IsCompleted) return 0; return t.Result; }")]
    [InlineData("asked by a pattern", "async Task<int> M(Task<int> t) { await Task.Yield(); return t is { IsCompleted: true } ? t.Result : 0; }")]
    [InlineData("asked by Status", "async Task<int> M(Task<int> t) { await Task.Yield(); return t.Status == TaskStatus.RanToCompletion ? t.Result : 0; }")]
    [InlineData("all asked", "async Task<int> M(Task<int>[] tasks) { await Task.Yield(); return tasks.All(t => t.IsCompleted) ? tasks[0].Result : 0; }")]
    [InlineData("only asked by Wait(0)", "async Task<bool> M(Task t) { await Task.Yield(); return t.Wait(0) || t.Wait(TimeSpan.Zero); }")]
    [InlineData("made as completed", "async Task<int> M() { await Task.Yield(); var t = Task.FromResult(1); Task.CompletedTask.Wait(); return t.Result + new ValueTask<int>(1).Result; }")]
    [InlineData("a field made as completed", "private static readonly Task<int> Done = Task.FromResult(1); async Task<int> M() { await Task.Yield(); return Done.Result; }")]
    [InlineData("set before", "async Task<int> M() { await Task.Yield(); var source = new TaskCompletionSource<int>(); source.SetResult(1); return source.Task.Result; }")]
    [InlineData("the task of a continuation", "Task M(Task<int> t) => t.ContinueWith(async ended => { await Task.Yield(); return ended.Result; });")]
    [InlineData("named, not read", "async Task<string> M(Task<int> t) { await Task.Yield(); return nameof(t.Result); }")]
    [InlineData("an expression tree", "async Task<object> M() { await Task.Yield(); System.Linq.Expressions.Expression<Func<Task<int>, int>> e = t => t.Result; return e; }")]
    [InlineData("Result of another type", "sealed record Answer(int Result); async Task<int> M(Answer answer) { await Task.Yield(); return answer.Result; }")]
    [InlineData("Wait and GetAwaiter of another type", "sealed class Gate { public void Wait() { } public Gate GetAwaiter() => this; public int GetResult() => 1; } async Task<int> M(Gate g) { await Task.Yield(); g.Wait(); return g.GetAwaiter().GetResult(); }")]
    [InlineData("a synchronous method that nobody gives to a loop", "int M() => LoadAsync().Result;")]
    [InlineData("a synchronous lambda that nobody gives to a loop", "Func<int> M() => () => LoadAsync().Result;")]
    [InlineData("a lambda of LINQ inside an async method", "async Task<int> M(Task<int>[] tasks) { await Task.WhenAll(tasks); return tasks.Select(t => t.Result).Sum(); }")]
    [InlineData("Main", "static int Main() { EventLoop.Run(async () => { await Task.Yield(); }); return LoadAsync().Result; }")]
    [InlineData("a constructor", "sealed class Made { public Made(Task<int> t) { Console.Write(t.Result); } }")]
    public async Task WaitForATask_ThatHasEnded_OrWhereItMay_IsSilent(string situation, string members)
    {
        Assert.NotEmpty(situation);
        await Snippet.OfMembers(members).IsReportedAsMarkedAsync();
    }

    [Theory]
    [InlineData("a worker of an executor", "Task M() => executor.RunAsync(() => Thread.Sleep(100));")]
    [InlineData("a worker, asked from the loop", "void M() => EventLoop.Run(async () => { await loop.RunInExecutorAsync(executor, ct => File.ReadAllText(\"a\")); });")]
    [InlineData("a worker, as a method group", "void M() => EventLoop.Run(async () => { await loop.RunInExecutorAsync(executor, Load); }); private string Load(CancellationToken ct) => File.ReadAllText(\"a\");")]
    [InlineData("nobody gives it to a loop", "void M() => Thread.Sleep(100); async Task N() { await Task.Yield(); Thread.Sleep(1); }")]
    [InlineData("Sleep(0)", "void M() => loop.Post(() => { Thread.Sleep(0); Thread.Sleep(TimeSpan.Zero); });")]
    [InlineData("only asks the gate", "void M(SemaphoreSlim gate, ManualResetEvent e) => loop.Post(() => { if (gate.Wait(0) && e.WaitOne(0) && e.WaitOne(TimeSpan.Zero)) Console.Write(1); });")]
    [InlineData("after ConfigureAwait(false)", "void M() => EventLoop.Run(async () => { await LoadAsync().ConfigureAwait(false); Thread.Sleep(1); });")]
    [InlineData("called after ConfigureAwait(false)", "void M() => EventLoop.Run(async () => { await LoadAsync().ConfigureAwait(false); Slow(); }); private void Slow() => Thread.Sleep(1);")]
    [InlineData("a thread that the loop starts", "void M() => loop.Post(() => new Thread(() => Thread.Sleep(100)).Start());")]
    [InlineData("a function that is only made on the loop", "void M(List<Action> later) => loop.Post(() => later.Add(() => Thread.Sleep(100)));")]
    [InlineData("allowed by a scope", "void M() => loop.Post(() => { using (Blocking.Allowed(\"starts once\")) Thread.Sleep(1); });")]
    [InlineData("allowed by a declaration", "void M() => loop.Post(() => { using var _ = Blocking.Allowed(\"starts once\"); Thread.Sleep(1); LoadAsync().Wait(); });")]
    [InlineData("called in an allowed scope", "void M() => loop.Post(() => { using (Blocking.Allowed(\"once\")) Slow(); }); private void Slow() => Thread.Sleep(1);")]
    [InlineData("asks whether a loop runs here", "void M() => loop.Post(Slow); private void Slow() { if (EventLoop.Current is null) Thread.Sleep(1); }")]
    [InlineData("asks whether this is the loop's thread", "void M() => loop.Post(Slow); private void Slow() { if (!loop.IsCurrentThread) Thread.Sleep(1); }")]
    [InlineData("a worker, with a task of its own", "void M() => EventLoop.Run(async () => { await loop.RunInExecutorAsync(executor, async ct => { await Task.Yield(); Thread.Sleep(1); }); });")]
    [InlineData("a pragma", "void M() => loop.Post(() => {\n#pragma warning disable UNJ002 // the device needs it\nThread.Sleep(1);\n#pragma warning restore UNJ002\n});")]
    [InlineData("memory streams", "void M(MemoryStream stream) => loop.Post(() => { stream.Read(new byte[1], 0, 1); stream.CopyTo(Stream.Null); });")]
    [InlineData("a reader of a table in memory", "void M(System.Data.DataTableReader reader) => loop.Post(() => { while (reader.Read()) Console.Write(1); });")]
    [InlineData("methods of the same names", "sealed class Clock { public static void Sleep(int n) { } public void WaitOne() { } } void M(Clock c) => loop.Post(() => { Clock.Sleep(1); c.WaitOne(); });")]
    [InlineData("a socket that does not block", "void M(System.Net.Sockets.Socket s) { s.Blocking = false; loop.Post(() => s.Receive(new byte[1])); }")]
    [InlineData("output of a process that has ended", "Task M(System.Diagnostics.Process p) => loop.RunAsync(async () => { await p.WaitForExitAsync(); p.WaitForExit(); });")]
    [InlineData("Post of another type", "sealed class Box { public void Post(Action a) => a(); } void M(Box box, SynchronizationContext c) { box.Post(() => Thread.Sleep(1)); c.Post(_ => Thread.Sleep(1), null); }")]
    [InlineData("an overload that is not the one given", "void M() => loop.Post(Tick); private void Tick() { } private void Tick(int n) => Thread.Sleep(n);")]
    [InlineData("an iterator, which runs elsewhere", "void M(List<object> made) => loop.Post(() => made.Add(Lines())); private IEnumerable<string> Lines() { Thread.Sleep(1); yield return \"\"; }")]
    [InlineData("asks for files", "void M() => loop.Post(() => { if (File.Exists(\"a\")) File.Delete(\"a\"); });")]
    [InlineData("a callee two calls away", "void M() => loop.Post(() => A()); private void A() => B(); private void B() => Thread.Sleep(1);")]
    public async Task BlockingCall_ThatIsNotOnALoop_OrMayBe_IsSilent(string situation, string members)
    {
        Assert.NotEmpty(situation);
        await Snippet.OfMembers(members).IsReportedAsMarkedAsync();
    }

    [Theory]
    [InlineData("work of the processor", "Task<int> M() => Task.Run(() => Enumerable.Range(0, 1000).Sum());")]
    [InlineData("asynchronous I/O", "Task M() => Task.Run(async () => await File.ReadAllTextAsync(\"a\"));")]
    [InlineData("a function that is only made there", "Task<Func<string>> M() => Task.Run(() => new Func<string>(() => File.ReadAllText(\"a\")));")]
    [InlineData("a thread of its own", "Task M() => Task.Factory.StartNew(() => File.ReadAllText(\"a\"), TaskCreationOptions.LongRunning);")]
    [InlineData("options that nobody knows", "Task M(TaskCreationOptions o) => Task.Factory.StartNew(() => File.ReadAllText(\"a\"), o);")]
    [InlineData("an executor's scheduler", "Task M() => Task.Factory.StartNew(() => File.ReadAllText(\"a\"), default, TaskCreationOptions.None, executor.Scheduler);")]
    [InlineData("another scheduler", "Task M(TaskScheduler s) => Task.Factory.StartNew(() => File.ReadAllText(\"a\"), default, TaskCreationOptions.None, s);")]
    [InlineData("a factory that somebody else made", "Task M(TaskFactory factory) => factory.StartNew(() => File.ReadAllText(\"a\"));")]
    [InlineData("allowed", "Task M() => Task.Run(() => { using (Blocking.Allowed(\"one file at the start\")) return File.ReadAllText(\"a\"); });")]
    [InlineData("a person at the console", "Task<string?> M() => Task.Run(() => Console.ReadLine());")]
    [InlineData("a lock that is short", "Task M() => Task.Run(() => { lock (loop) Console.Write(1); });")]
    [InlineData("Run of another type", "sealed class Task2 { public static void Run(Action a) => a(); } void M() => Task2.Run(() => Thread.Sleep(1));")]
    [InlineData("memory", "Task M(MemoryStream s) => Task.Run(() => s.ReadByte() + new StringReader(\"a\").Read());")]
    [InlineData("an executor with a limit", "object M() => new InstrumentedExecutor(new ExecutorOptions { Name = \"a\", QueueLimit = 9 });")]
    [InlineData("no limit, said on purpose", "object M() => new InstrumentedExecutor(new ExecutorOptions { Name = \"a\", QueueLimit = null });")]
    [InlineData("options from elsewhere", "object M(ExecutorOptions o) => new InstrumentedExecutor(o);")]
    [InlineData("options that get a limit later", "object M() { var o = new ExecutorOptions { Name = \"a\" }; o = o with { QueueLimit = 9 }; return new InstrumentedExecutor(o); }")]
    [InlineData("options that make no executor", "ExecutorOptions M() => new ExecutorOptions { Name = \"a\" };")]
    [InlineData("a channel of events", "object M() => System.Threading.Channels.Channel.CreateUnbounded<string>();")]
    [InlineData("a channel of functions with a bound", "object M() => System.Threading.Channels.Channel.CreateBounded<Action>(9);")]
    [InlineData("a channel of values that functions make", "object M() => System.Threading.Channels.Channel.CreateUnbounded<Func<int, bool>>();")]
    [InlineData("LongRunning without async", "Task M() => Task.Factory.StartNew(() => { while (true) Console.Write(1); }, TaskCreationOptions.LongRunning);")]
    [InlineData("async without LongRunning", "Task M() => Task.Factory.StartNew(async () => { await Task.Yield(); });")]
    [InlineData("a function that works long and then returns a task", "Task M() => Task.Factory.StartNew(() => { Console.Write(1); return Task.CompletedTask; }, TaskCreationOptions.LongRunning);")]
    public async Task Pool_ThatIsUsedWell_IsSilent(string situation, string members)
    {
        Assert.NotEmpty(situation);
        await Snippet.OfMembers(members).IsReportedAsMarkedAsync();
    }

    [Fact]
    public async Task BlockingCalls_InTestCode_AreSilent() => await Snippet.Parse("""
        public sealed class Tests
        {
            private readonly EventLoop loop = EventLoop.Start(new LoopOptions());

            [Xunit.Fact]
            public async Task Test() { await Task.Yield(); LoadAsync().Wait(); loop.Post(() => Thread.Sleep(1)); _ = Task.Run(() => Thread.Sleep(1)); }

            private static Task LoadAsync() => Task.CompletedTask;
        }
        """).IsReportedAsMarkedAsync();

    [Fact]
    public async Task BlockingCalls_InGeneratedCode_AreSilent() => await Snippet.Parse("""
        // <auto-generated/>
        sealed class Made { async Task M(Task t) { await Task.Yield(); t.Wait(); } }
        """).IsReportedAsMarkedAsync();
}
