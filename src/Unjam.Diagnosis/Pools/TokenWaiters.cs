using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Tasks that wait for a token of a limiter, as a look that was asked for everything saw them.</summary>
internal static class TokenWaiters
{
    // What a task runs when it leaves a context, a dependency or a request.
    private static readonly string[] Exits = ["__aexit__", "__exit__", "aclose", "close", "contextmanager_in_threadpool", "cleanup", "teardown", "shutdown"];

    /// <summary>Those of them that are on their way out, by the frame that shows it: they may hold what others wait for.</summary>
    public static (int Count, int Waiting, Frame? At) Leaving(Timeline timeline)
    {
        int count = 0, waiting = 0;
        Frame? at = null;
        for (var i = timeline.Count - 1; i >= 0 && waiting == 0; i--)
        {
            foreach (ref readonly var task in timeline[i].Tasks.Span)
            {
                if (!IsForToken(task.Awaits))
                    continue;
                waiting++;
                if (ExitOf(task.Awaits) is not { } exit)
                    continue;
                count++;
                at ??= exit;
            }
        }

        return (count, waiting, at);
    }

    private static bool IsForToken(Stack chain)
    {
        foreach (var frame in chain.Frames)
        {
            if (Blame.SimpleName(frame.Function) is "acquire_on_behalf_of" && FrameOwners.ModuleOf(frame.Function) is var module
                && (module.StartsWith("anyio", StringComparison.Ordinal) || module.StartsWith("trio", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static Frame? ExitOf(Stack chain)
    {
        Frame? found = null;
        foreach (var frame in chain.Frames)
        {
            // the limiter's own acquire is inside of run_sync; what leaves is above it
            if (Exits.Contains(Blame.SimpleName(frame.Function)) && FrameOwners.ModuleOf(frame.Function) is var module && !module.StartsWith("anyio", StringComparison.Ordinal))
                found = found is { } known && FrameOwners.Of(known.Function) >= FrameOwners.Of(frame.Function) ? found : frame;
        }

        return found;
    }
}
