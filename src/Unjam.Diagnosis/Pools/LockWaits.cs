using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Tells which lock threads of .NET wait for, and where. Remembers each stack: blocked threads show the same one in every look.</summary>
internal sealed class LockWaits
{
    private readonly Dictionary<Stack, (Function? At, bool IsForLock)> known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Identity of the lock, 0 when only the place is known, and the user's function that waits, null when that is not; null when the thread waits for no lock.</summary>
    public (ulong On, Function? At)? Of(in TargetThread thread)
    {
        var isTold = thread.Wait is { Kind: WaitKind.Lock, On: not 0 };
        if (!known.TryGetValue(thread.Stack, out var shown))
            known[thread.Stack] = shown = Blame.Of(thread.Stack) is { IsOfDotNet: true } blame ? (blame.Frame.Function, Calls.WaitsFor(blame) == WaitKind.Lock) : default;
        return isTold ? (thread.Wait.On, shown.At)
            : shown.IsForLock ? (0, shown.At)
            : null;
    }
}
