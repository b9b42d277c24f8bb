using System.Collections.Immutable;
using Unjam.Live;

namespace Unjam.Bench;

/// <summary>A target whose looks are measured.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Script">Its program in <c>tests/targets</c>.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Its variables.</param>
public sealed record MeasuredTarget(string Name, string Script, ImmutableArray<string> Arguments, ImmutableDictionary<string, string> Environment)
{
    // no thread that ends the target after a while: it would be one more to read
    private static readonly ImmutableDictionary<string, string> ForEver = ImmutableDictionary<string, string>.Empty.Add("DURATION", "0");

    /// <summary>The cases of the table, in its order.</summary>
    public static ImmutableArray<MeasuredTarget> All { get; } =
    [
        new("blocked loop, 1 thread", "stalled.py", [], ForEver),
        new("blocked loop and a pool of 4", "stalled.py", [], ForEver.Add("POOL", "1")),
        new("101 threads of 6 frames", "threads.py", ["100", "6"], ForEver),
        new("101 threads of 50 frames", "threads.py", ["100", "50"], ForEver),
    ];

    /// <summary>Starts the target and waits until it is at rest.</summary>
    public LiveTarget Start(Interpreter python)
    {
        var target = LiveTarget.Start(python, Script, Arguments, Environment);
        if (Script == "stalled.py")
            target.WaitForJson("began", TimeSpan.FromSeconds(10));
        Eventually.True(() => KernelView.ThreadStates(target.Pid).All(state => state == 'S'), TimeSpan.FromSeconds(10), "the target does not come to rest");
        return target;
    }
}
