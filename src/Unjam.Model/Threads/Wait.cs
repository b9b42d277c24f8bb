namespace Unjam.Model;

/// <summary>What a thread waits for. Threads that wait for the same thing have equal waits: that is how a scarce resource is found.</summary>
/// <param name="Kind">What kind of thing it is.</param>
/// <param name="On">Identity of the thing while it lives; 0 when unknown.</param>
/// <param name="Owner">Native id, as seen from here, of the thread that holds it; 0 when the runtime does not keep that.</param>
/// <param name="Loop">Identity of the loop that has to run so that the wait ends; 0 when that was not read or needs no loop.</param>
public readonly record struct Wait(WaitKind Kind, ulong On, int Owner = 0, ulong Loop = 0);
