using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Hosting;

/// <summary>One time that something was wrong in this process: from the first judgement that found it until it has not been found for a while.</summary>
/// <param name="Number">Its number since the diagnosis began, from 1.</param>
/// <param name="Finding">What the newest judgement that found it says of it.</param>
/// <param name="Opened">When it was first found.</param>
/// <param name="Closed">When it was called over; null while it lasts.</param>
public sealed record Incident(long Number, Finding Finding, Moment Opened, Moment? Closed = null)
{
    /// <summary>When a judgement last found it going on, or found something new of it.</summary>
    internal Moment LastActive { get; init; } = Opened;
}
