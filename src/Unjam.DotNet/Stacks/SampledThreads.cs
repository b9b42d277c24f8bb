using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Stacks;

/// <summary>What each thread executed when it was sampled last.</summary>
internal sealed class SampledThreads
{
    /// <summary>Threads that are kept; samples of others are counted.</summary>
    public const int MostThreads = 1 << 15;

    /// <summary>Frames that are kept of a stack, from the leaf on.</summary>
    public const int DeepestStack = 128;

    // the runtime writes no more of a stack (EP_MAX_STACK_DEPTH)
    private const int DeepestWritten = 100;

    private readonly Dictionary<long, Sampled> threads = [];

    /// <summary>Samples that came.</summary>
    public long Samples { get; private set; }

    /// <summary>Rounds in which all threads were stopped and sampled: the most samples that one thread has.</summary>
    public int Rounds { get; private set; }

    /// <summary>Samples of threads that found no room.</summary>
    public long Dropped { get; private set; }

    public IEnumerable<Sampled> Threads => threads.Values;

    public void Take(in NettraceEvent sample)
    {
        Samples++;
        if (!threads.TryGetValue(sample.Thread, out var thread))
        {
            if (threads.Count == MostThreads)
            {
                Dropped++;
                return;
            }

            threads[sample.Thread] = thread = new Sampled(sample.Thread);
        }

        Rounds = Math.Max(Rounds, thread.Take(sample.Timestamp, sample.Stack));
    }

    public void Clear()
    {
        threads.Clear();
        Samples = 0;
        Rounds = 0;
        Dropped = 0;
    }

    internal sealed class Sampled(long thread)
    {
        private ulong[] stack = [];
        private int depth;
        private long timestamp = long.MinValue;
        private int samples;

        public long Thread { get; } = thread;

        public ReadOnlySpan<ulong> Stack => stack.AsSpan(0, depth);

        public bool IsCut { get; private set; }

        public int Take(long at, ReadOnlySpan<ulong> addresses)
        {
            if (at < timestamp)
                return ++samples;
            timestamp = at;
            IsCut = addresses.Length >= DeepestWritten;
            depth = Math.Min(addresses.Length, DeepestStack);
            if (stack.Length < depth)
                stack = new ulong[depth];
            addresses[..depth].CopyTo(stack);
            return ++samples;
        }
    }
}
