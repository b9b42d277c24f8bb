namespace Unjam.DotNet.Nettrace;

/// <summary>What a stream says of itself, before its first event.</summary>
/// <param name="Timestamp">Reading of the process's monotonic clock when the session began, in ticks of <paramref name="Frequency"/>.</param>
/// <param name="Frequency">Ticks a second; on Linux 1,000,000,000, and the clock is CLOCK_MONOTONIC.</param>
/// <param name="PointerSize">Bytes of an address: 8.</param>
/// <param name="ProcessId">The process as it sees itself: in a container not the number it has outside.</param>
/// <param name="Processors">Processors the process may use.</param>
public readonly record struct TraceStart(long Timestamp, long Frequency, int PointerSize, int ProcessId, int Processors);
