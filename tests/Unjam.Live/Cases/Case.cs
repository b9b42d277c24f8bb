using System.Collections.Immutable;

namespace Unjam.Live;

/// <summary>A target program and what Unjam has to say of it: a row of <c>tests/targets/cases.tsv</c>.</summary>
/// <param name="Script">The program's file.</param>
/// <param name="Environment">Variables it is started with.</param>
/// <param name="Packages">Packages it needs.</param>
/// <param name="Threads">How many threads it has once it is what it is meant to be; 0 when it is so at once.</param>
/// <param name="Finding">The one finding; null: it must stay silent.</param>
/// <param name="Cause">The finding's cause; null when it is not compared.</param>
/// <param name="Function">The culprit, whose line the script marks; null when it is not compared.</param>
/// <param name="Pool">A pool that the report must show; null when there is none to compare.</param>
/// <param name="IsBusy">It keeps processors busy: nothing else may run beside it.</param>
public sealed record Case(
    string Script,
    ImmutableSortedDictionary<string, string> Environment,
    ImmutableArray<string> Packages,
    int Threads,
    string? Finding,
    string? Cause,
    string? Function,
    string? Pool,
    bool IsBusy)
{
    /// <summary>What results call it.</summary>
    public string Name => string.Join(' ', [Path.GetFileNameWithoutExtension(Script), .. Environment.Select(each => $"{each.Key}={each.Value}")]);

    /// <summary>Whether a Python can run it.</summary>
    public bool RunsOn(Interpreter python) => Packages.All(python.Packages.Contains);

    /// <summary>The process to look at: the target itself, or the worker that it says it has started.</summary>
    public static int ProcessOf(LiveTarget target) =>
        target.Announcement.GetProperty("expect").TryGetProperty("worker", out _)
            ? target.WaitForJson("attach", TimeSpan.FromSeconds(30)).GetProperty("attach").GetInt32()
            : target.Pid;

    /// <summary>Starts it and waits until it is what it is meant to be.</summary>
    public LiveTarget Start(Interpreter python)
    {
        var target = LiveTarget.Start(python, Script, environment: Environment);
        try
        {
            Eventually.True(() => KernelView.Threads(target.Pid) >= Threads, TimeSpan.FromSeconds(30), () => $"it has no {Threads} threads: {target}");
            return target;
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }
}
