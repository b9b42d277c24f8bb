namespace Unjam.Model;

/// <summary>Something that can take looks at a target.</summary>
public interface IProbe
{
    /// <summary>Takes one look: one attempt, without waiting or retrying. What cannot be read becomes a <see cref="Gap"/>.</summary>
    /// <exception cref="TargetGoneException">The target has exited or has become another program.</exception>
    void Look(Snapshot into, LookDepth depth);
}
