using Unjam.Model;

namespace Unjam.DotNet.Kernel;

/// <summary>How often a thread has been picked to run, and since when it has been so often.</summary>
/// <param name="Timeslices">−1 when the kernel does not say, or the thread has ended.</param>
/// <param name="Since">The first look that saw that number.</param>
internal readonly record struct Still(long Timeslices, Moment Since)
{
    /// <summary>The kernel told.</summary>
    public bool IsKnown => Timeslices >= 0;
}
