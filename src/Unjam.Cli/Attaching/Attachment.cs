using Unjam.Model;

namespace Unjam.Cli.Attaching;

/// <summary>A target that is attached to, until it is disposed of.</summary>
/// <param name="Probe">Takes looks at it.</param>
/// <param name="Held">What is let go of at the end.</param>
internal sealed record Attachment(Target Target, IProbe Probe, IDisposable Held) : IDisposable
{
    public void Dispose() => Held.Dispose();
}
