using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.DotNet.Stacks;

/// <summary>Makes stacks of instruction pointers. Equal stacks are one object, also of two bursts, as long as there are not too many.</summary>
/// <param name="methods">Knows their methods.</param>
internal sealed class NamedStacks(MethodMap methods)
{
    private const int MostStacks = 1 << 14;

    private static readonly Function Unknown = new("?", "", 0);

    private readonly Dictionary<StackKey, Stack> stacks = [];

    /// <summary>Knows the methods.</summary>
    public MethodMap Methods { get; } = methods;

    /// <summary>Names a stack.</summary>
    /// <param name="addresses">Its instruction pointers, leaf first.</param>
    /// <param name="hasUnknown">A frame without a name is the function <c>?</c>; else it is left out, as a stub that the runtime made.</param>
    public Stack Of(ReadOnlySpan<ulong> addresses, bool hasUnknown)
    {
        var frames = ImmutableArray.CreateBuilder<Frame>(addresses.Length);
        for (var depth = 0; depth < addresses.Length; depth++)
        {
            if (Methods.Find(At(addresses, depth)) is { } function)
                frames.Add(new Frame(function, 0));
            else if (hasUnknown)
                frames.Add(new Frame(Unknown, 0));
        }

        if (stacks.Count > MostStacks)
            stacks.Clear();
        var key = new StackKey(frames.DrainToImmutable());
        if (!stacks.TryGetValue(key, out var stack))
            stacks[key] = stack = new Stack(key.Frames);
        return stack;
    }

    /// <summary>The address by which a frame's method is found: a return address lies behind the call, and may lie behind the whole method.</summary>
    public static ulong At(ReadOnlySpan<ulong> addresses, int depth) => depth == 0 ? addresses[0] : addresses[depth] - 1;

    private readonly struct StackKey(ImmutableArray<Frame> frames) : IEquatable<StackKey>
    {
        public ImmutableArray<Frame> Frames { get; } = frames;

        public bool Equals(StackKey other)
        {
            if (Frames.Length != other.Frames.Length)
                return false;
            for (var index = 0; index < Frames.Length; index++)
            {
                // a method map makes one object of equal functions
                if (!ReferenceEquals(Frames[index].Function, other.Frames[index].Function))
                    return false;
            }

            return true;
        }

        public override bool Equals(object? other) => other is StackKey key && Equals(key);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var frame in Frames)
                hash.Add(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(frame.Function));
            return hash.ToHashCode();
        }
    }
}
