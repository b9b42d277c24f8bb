using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Export.Pprof;

/// <summary>Time that was waited because of a stack.</summary>
/// <param name="Of">The loop or pool: becomes the label <c>of</c> of the sample.</param>
/// <param name="Frames">What ran meanwhile, leaf first.</param>
/// <param name="Waited">How long.</param>
/// <param name="Looks">How many looks saw it.</param>
public readonly record struct PprofSample(string Of, ImmutableArray<Frame> Frames, TimeSpan Waited, long Looks);
