namespace Unjam.Executors.Tests.Pools;

/// <summary>Work that holds its worker until it is let go.</summary>
internal sealed class Gate : IWork, IDisposable
{
    private readonly ManualResetEventSlim began = new();
    private readonly ManualResetEventSlim open = new();

    /// <summary>Submits work that holds a worker, and returns when it does.</summary>
    public static Gate Hold(InstrumentedExecutor executor)
    {
        var gate = new Gate();
        Assert.True(executor.TrySubmit(gate));
        gate.WaitUntilHeld();
        return gate;
    }

    public void WaitUntilHeld() => Assert.True(began.Wait(TimeSpan.FromSeconds(30)));

    public void Open() => open.Set();

    public void Run()
    {
        began.Set();
        Assert.True(open.Wait(TimeSpan.FromSeconds(60)));
    }

    public void Dispose()
    {
        open.Set();
    }
}
