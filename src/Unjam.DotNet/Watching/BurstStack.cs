using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>What a burst of the sampler saw of a thread.</summary>
/// <param name="Stack">Its stack.</param>
/// <param name="IsCut">Its oldest frames are missing.</param>
/// <param name="Timeslices">How often it had been picked to run, where it slept from before the burst until after it: its stack is exact, and stays so as
/// long as that number stays. −1 when it ran meanwhile, so that the stack is that of some moment of the burst.</param>
internal readonly record struct BurstStack(Stack Stack, bool IsCut, long Timeslices)
{
    /// <summary>The thread slept through the burst.</summary>
    public bool IsExact => Timeslices >= 0;
}
