using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Tells of the stacks of threads of .NET which show work, and which of these a wait. Remembers each: blocked threads show the same one in every look.</summary>
internal sealed class StackWork
{
    private readonly Dictionary<Stack, StackTold> known = new(ReferenceEqualityComparer.Instance);

    /// <summary>What the stack of a thread tells; null when it was not read.</summary>
    public StackTold? Of(in TargetThread thread)
    {
        if (thread is { Quality: StackQuality.Unread } or { Stack.Frames.IsEmpty: true })
            return null;
        if (!known.TryGetValue(thread.Stack, out var told))
            known[thread.Stack] = told = Blame.Of(thread.Stack) is { } blame && Works(thread.Stack, blame) ? new(true, IsWait(blame), Calls.WaitsFor(blame) == WaitKind.Result) : default;
        return told;
    }

    /// <summary>Whether a stack shows that its thread runs something: one without work waits, or looks for work, in the machinery alone.</summary>
    /// <param name="blame">What the stack blames.</param>
    public static bool Works(Stack stack, Blame blame)
    {
        if (blame.Owner > FrameOwner.StandardLibrary)
            return true;

        // the frame that the work was cut off at is what runs it, or what has none
        if (blame.Frames.Length < stack.Frames.Length && DotNetMachinery.IsRest(stack.Frames[blame.Frames.Length].Function))
            return false;
        foreach (var frame in blame.Frames)
        {
            if (DotNetMachinery.IsOurs(frame.Function))
                return !DotNetMachinery.IsRest(frame.Function);
        }

        return true;
    }

    private static bool IsWait(Blame blame)
    {
        for (var i = 0; i <= blame.Index; i++)
        {
            if (KnownCalls.Of(blame.Frames[i].Function) is { Cause: not Cause.Cpu })
                return true;
        }

        return false;
    }
}
