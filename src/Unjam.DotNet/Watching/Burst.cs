using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>What a burst of the sampler brought.</summary>
/// <param name="Number">1 for the first one.</param>
/// <param name="Began">When it was asked for.</param>
/// <param name="Ended">When it was read.</param>
/// <param name="Halted">How long the managed threads stood still for it.</param>
/// <param name="Stacks">The stacks by the threads' numbers as seen from here.</param>
/// <param name="End">How the reading ended.</param>
internal sealed record Burst(int Number, Moment Began, Moment Ended, TimeSpan Halted, IReadOnlyDictionary<int, BurstStack> Stacks, NettraceEnd End);
