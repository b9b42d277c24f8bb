using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>A process that was attached to.</summary>
/// <param name="Handle">Lets go of it.</param>
public sealed record Attached(Target Target, IProbe Probe, IProcessMeter Meter, IDisposable Handle);
