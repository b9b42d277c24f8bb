using Unjam.Live;

namespace Unjam.Samples.Tests;

/// <summary>All samples, as they were built, side by side: most of them only wait.</summary>
public sealed class SampleRuns
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, Task<CommandRun>> runs = [];

    public SampleRuns()
    {
        Begin("Backlog");
        Begin("SeparateExecutors");
        Begin("BlockedLoop");
        Begin("Offloading");
        Begin("Metrics", "2", "0");
        Begin("StarvingWeb", "3");
    }

    /// <summary>The names of those that are run.</summary>
    public IEnumerable<string> Names => runs.Keys;

    /// <summary>What a sample wrote, once it has ended well.</summary>
    public async Task<string> Output(string name)
    {
        var run = await runs[name];
        Assert.True(run.ExitCode == 0, $"{name} ended with {run.ExitCode}: {run.Output}{run.Errors}");
        return run.Output;
    }

    private void Begin(string name, params string[] arguments)
    {
        // artifacts/bin/PROJECT/CONFIGURATION/
        var ours = AppContext.BaseDirectory.TrimEnd('/');
        var program = Path.Combine(Path.GetDirectoryName(ours)!, "..", name, Path.GetFileName(ours), $"{name}.dll");
        runs[name] = Task.Factory.StartNew(
            () => CommandRun.Of(["dotnet", Path.GetFullPath(program), .. arguments], Patience),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }
}
