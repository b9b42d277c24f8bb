namespace Unjam.Model;

/// <summary>A thread of the target at the moment of a look.</summary>
/// <param name="Id">The runtime's own identity of the thread, stable while it lives.</param>
/// <param name="NativeId">The kernel's thread id as seen from here; 0 when it could not be found.</param>
/// <param name="Name">The name the program gave it, or null.</param>
/// <param name="Stack">What it executes, leaf first.</param>
/// <param name="Quality">How far <paramref name="Stack"/> can be trusted.</param>
/// <param name="HoldsGil">It holds its interpreter's global lock at this moment.</param>
/// <param name="Kernel">What the kernel says of it, when asked.</param>
public readonly record struct TargetThread(
    ulong Id, int NativeId, string? Name, Stack Stack, StackQuality Quality, bool HoldsGil, KernelState Kernel)
{
    /// <summary>What it waits for, where frames of the standard library tell; default when they do not.</summary>
    public Wait Wait { get; init; }
}
