using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Python.Interpreter;

/// <summary>One object for each stack that has been seen, so that equal stacks are the same object and a look allocates nothing for a stack it knows.</summary>
internal sealed class StackTable
{
    /// <summary>A service has some hundred distinct stacks at a time; when more are known, all are forgotten.</summary>
    private const int Most = 8192;

    private readonly Dictionary<int, Stack> stacks = [];

    /// <summary>The stack with these frames.</summary>
    public Stack Of(ReadOnlySpan<Frame> frames)
    {
        if (frames.IsEmpty)
            return Stack.Empty;
        var hash = new HashCode();
        foreach (var frame in frames)
        {
            hash.Add(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(frame.Function));
            hash.Add(frame.Line);
        }

        var key = hash.ToHashCode();
        if (stacks.TryGetValue(key, out var known) && Equal(known.Frames.AsSpan(), frames))
            return known;
        if (stacks.Count >= Most)
            stacks.Clear();
        return stacks[key] = new Stack(ImmutableArray.Create(frames));
    }

    private static bool Equal(ReadOnlySpan<Frame> a, ReadOnlySpan<Frame> b)
    {
        if (a.Length != b.Length)
            return false;
        for (var i = 0; i < a.Length; i++)
            if (!ReferenceEquals(a[i].Function, b[i].Function) || a[i].Line != b[i].Line)
                return false;
        return true;
    }
}
