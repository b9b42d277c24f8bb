using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Python.Pools;

/// <summary>What a worker thread of trio was given to call.</summary>
/// <param name="Report">The function that will give the token back, in trio's thread.</param>
/// <param name="Placeholder">Index of who borrowed the token, among what that has closed over.</param>
/// <param name="Register">Index of the list that holds the task which waits, among the same.</param>
/// <param name="ReportIn">Index of <paramref name="Report"/> among what the function has closed over that delivers the result.</param>
/// <param name="Limiter">The limiter whose token it holds.</param>
/// <param name="Function">What it calls.</param>
internal readonly record struct TrioCall(Address Report, int ReportIn, int Placeholder, int Register, Address Limiter, Function? Function);
