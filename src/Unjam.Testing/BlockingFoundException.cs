using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Unjam.Testing;

/// <summary>Code that should not block did. The message names each call with its stack.</summary>
public sealed class BlockingFoundException : Exception
{
    private const int MostFrames = 12;

    internal BlockingFoundException(ImmutableArray<BlockingCall> calls, Exception? failure)
        : base(Say(calls), failure)
    {
        Calls = calls;
    }

    /// <summary>The calls, in the order they were made.</summary>
    public ImmutableArray<BlockingCall> Calls { get; }

    private static string Say(ImmutableArray<BlockingCall> calls)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{calls.Length} blocking {(calls.Length == 1 ? "call" : "calls")} in code that should not block:");
        foreach (var call in calls)
        {
            var what = call.Call is { } name ? $"{name} in {call.Caller}" : $"{call.Callback} held the loop by sleeping, a system call or computation";
            text.Append(CultureInfo.InvariantCulture, $"\n  {what}");
            if (call.Held is { } held)
                text.Append(CultureInfo.InvariantCulture, $", {held.TotalMilliseconds:0} ms");
            foreach (var frame in call.Stack.Frames.Take(MostFrames))
                text.Append(CultureInfo.InvariantCulture, $"\n    at {frame.Function.Name}");
        }

        return text.Append("\nAwait instead, give it to an executor, or allow it with Blocking.Allowed(\"reason\").").ToString();
    }
}
