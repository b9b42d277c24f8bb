namespace Unjam.Cli.Serving;

/// <summary>Several things that are let go of together.</summary>
internal sealed class Held(IReadOnlyList<IDisposable> things) : IDisposable
{
    public void Dispose()
    {
        foreach (var thing in things)
            thing.Dispose();
    }
}
