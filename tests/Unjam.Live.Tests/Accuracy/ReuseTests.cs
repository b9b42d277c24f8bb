using Unjam.Model;
using Unjam.Python;
using Xunit.Abstractions;

namespace Unjam.Live.Tests.Accuracy;

/// <summary>Code objects whose addresses are reused every 3 ms: a name is never that of a function that has gone.</summary>
public sealed class ReuseTests(ITestOutputHelper output)
{
    private const int Looks = 2_000;

    [Theory]
    [MemberData(nameof(Interpreters.All), MemberType = typeof(Interpreters))]
    public void FunctionAtAReusedAddress_Looked_CarriesItsOwnName(string python)
    {
        using var target = LiveTarget.Start(python, "reuse.py");
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        using var never = new ManualResetEvent(false);
        var look = new Snapshot();
        var seen = new List<(string Name, Moment After, Moment Before)>();
        for (var taken = 0; taken < Looks; taken++)
        {
            var after = Looking.Now;
            probe.Look(look, LookDepth.Memory);
            var before = Looking.Now;
            foreach (ref readonly var thread in look.Threads.Span)
            {
                // it runs all the time, so its stack is never called complete; its innermost function is what counts
                if (thread.Stack.Frames is [var leaf, ..] && leaf.Function.Name.StartsWith("fn_", StringComparison.Ordinal))
                    seen.Add((leaf.Function.Name, after, before));
            }

            never.WaitOne(1);
        }

        var end = Looking.Now;
        var truth = new Dictionary<string, (Moment Began, Moment Ended)>();
        Eventually.True(
            () => Learn(target, truth) > end, TimeSpan.FromSeconds(20), () => "the target does not tell what it ran");
        var wrong = seen.Where(each => !truth.TryGetValue(each.Name, out var ran) || ran.Began > each.Before || ran.Ended < each.After).ToArray();
        output.WriteLine($"{seen.Count} names in {Looks} looks, {wrong.Length} wrong; {truth.Count} functions ran");
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {seen.Count} names are wrong:\n{string.Join('\n', wrong.Take(5).Select(each => Tell(each, truth)))}");
        Assert.True(seen.Count > Looks / 4, $"only {seen.Count} names in {Looks} looks");
    }

    private static string Tell((string Name, Moment After, Moment Before) seen, Dictionary<string, (Moment Began, Moment Ended)> truth) =>
        truth.TryGetValue(seen.Name, out var ran)
            ? $"{seen.Name} seen from {seen.After.Seconds:0.000000} to {seen.Before.Seconds:0.000000}, and it ran from {ran.Began.Seconds:0.000000} to {ran.Ended.Seconds:0.000000}"
            : $"{seen.Name} seen from {seen.After.Seconds:0.000000} to {seen.Before.Seconds:0.000000}, and it never ran";

    /// <summary>Takes in what the target has told so far, and returns the moment up to which it has told.</summary>
    private static Moment Learn(LiveTarget target, Dictionary<string, (Moment Began, Moment Ended)> truth)
    {
        var until = default(Moment);
        foreach (var line in target.Output.Where(line => line.StartsWith("{\"ran\"", StringComparison.Ordinal)))
        {
            using var document = System.Text.Json.JsonDocument.Parse(line);
            foreach (var ran in document.RootElement.GetProperty("ran").EnumerateArray())
            {
                until = Moment.FromSeconds(ran[2].GetDouble());
                truth[ran[0].GetString()!] = (Moment.FromSeconds(ran[1].GetDouble()), until);
            }
        }

        return until;
    }
}
