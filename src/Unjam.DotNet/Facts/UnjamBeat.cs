using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.DotNet.Facts;

/// <summary>How all pools and loops of a host that uses Unjam were at one moment.</summary>
/// <param name="Contract">Version of the contract (docs/hosting.md).</param>
/// <param name="At">The moment.</param>
/// <param name="Pools">Its pools, in its order.</param>
/// <param name="Loops">Its loops, in its order.</param>
public sealed record UnjamBeat(int Contract, Moment At, ImmutableArray<UnjamPool> Pools, ImmutableArray<UnjamLoop> Loops);
