using System.Collections.Immutable;

namespace Unjam.Model;

/// <summary>Frames, the innermost (leaf) first. Equal stacks of one thread are one object, so reference equality is content equality.</summary>
/// <remarks>Two equal stacks in two looks prove nothing about persistence: see <see cref="Turn"/> and <see cref="WorkItem"/>.</remarks>
public sealed class Stack(ImmutableArray<Frame> frames)
{
    public static Stack Empty { get; } = new([]);

    public ImmutableArray<Frame> Frames { get; } = frames;
}
