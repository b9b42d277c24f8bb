using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Python.Asyncio;

/// <summary>What a loop's running callback is: its task, when it is a step of one, and the function that it calls.</summary>
internal sealed record RunningCallback(Address Task, string? TaskName, Function? Function);
