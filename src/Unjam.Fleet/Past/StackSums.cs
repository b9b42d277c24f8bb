using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>Sums up the time that was waited because of stacks, for ever: so many distinct ones at most, the rest together.</summary>
internal sealed class StackSums(int most)
{
    private static readonly Stack Other = new([new Frame(new Function("(other)", "", 0), 0)]);

    // The runtime's stack objects come and go; the same content is one row.
    private readonly Dictionary<(string Of, Stack Stack), Row> byObject = new(new SameObject());
    private readonly Dictionary<(string Of, Stack Stack), Row> byContent = new(new SameContent());

    private sealed class Row(string of, Stack stack)
    {
        public string Of => of;

        public Stack Stack => stack;

        public TimeSpan Waited { get; set; }

        public long Times { get; set; }
    }

    public void Add(string of, Stack stack, TimeSpan waited)
    {
        if (waited <= TimeSpan.Zero || stack.Frames.IsEmpty)
            return;
        if (!byObject.TryGetValue((of, stack), out var row))
            row = Find(of, stack);
        row.Waited += waited;
        row.Times++;
    }

    /// <summary>All rows, the longest first.</summary>
    public ImmutableArray<WaitingStack> View() =>
        [.. byContent.Values.OrderByDescending(row => row.Waited).Select(row => new WaitingStack(row.Of, row.Stack, row.Waited, row.Times))];

    private Row Find(string of, Stack stack)
    {
        if (byObject.Count >= 2 * most)
            byObject.Clear();
        var key = (of, stack);
        if (!byContent.TryGetValue(key, out var row))
        {
            key = byContent.Count < most ? key : (of, Other);
            if (!byContent.TryGetValue(key, out row))
                byContent[key] = row = new Row(key.of, key.stack);
        }

        return byObject[(of, stack)] = row;
    }

    private sealed class SameObject : IEqualityComparer<(string Of, Stack Stack)>
    {
        public bool Equals((string Of, Stack Stack) x, (string Of, Stack Stack) y) => ReferenceEquals(x.Stack, y.Stack) && x.Of == y.Of;

        public int GetHashCode((string Of, Stack Stack) key) => RuntimeHelpers.GetHashCode(key.Stack);
    }

    private sealed class SameContent : IEqualityComparer<(string Of, Stack Stack)>
    {
        public bool Equals((string Of, Stack Stack) x, (string Of, Stack Stack) y) =>
            x.Of == y.Of && x.Stack.Frames.AsSpan().SequenceEqual(y.Stack.Frames.AsSpan());

        public int GetHashCode((string Of, Stack Stack) key)
        {
            var hash = new HashCode();
            hash.Add(key.Of);
            foreach (var frame in key.Stack.Frames)
            {
                hash.Add(frame.Line);
                hash.Add(frame.Function.Name);
            }

            return hash.ToHashCode();
        }
    }
}
