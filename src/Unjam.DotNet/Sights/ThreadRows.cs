using Unjam.DotNet.Kernel;
using Unjam.Model;

namespace Unjam.DotNet.Sights;

/// <summary>Puts the threads of the process into a look, with what is known of their stacks.</summary>
internal sealed class ThreadRows(NamedThreads threads, Stillness stillness, KnownStacks stacks)
{
    // to ask about more threads than these at each of a hundred looks a second would cost more than a few percent of a core
    private const int MostAsked = 64;

    private readonly Dictionary<int, int> rows = [];

    /// <summary>Index of a thread's row in this look; −1 when it has none.</summary>
    /// <param name="thread">Its number as seen from here.</param>
    public int IndexOf(int thread) => rows.GetValueOrDefault(thread, -1);

    /// <summary>Whether this look tells the stacks of all threads whose stacks are known, or of none.</summary>
    public bool IsTelling { get; private set; }

    /// <summary>Adds all threads. Where there are many, stacks are told in looks that ask the kernel.</summary>
    public void Look(Snapshot into)
    {
        rows.Clear();
        IsTelling = stacks.HasAny && (into.Depth >= LookDepth.Kernel || stacks.IsFresh || threads.All.Count <= MostAsked);
        foreach (var thread in threads.All)
        {
            var (stack, quality) = (Stack.Empty, StackQuality.Unread);
            if (IsTelling)
            {
                var still = stacks.Asks(thread.Id) ? stillness.Of(thread.Id, into.At) : new Still(-1, into.At);
                (stack, quality) = stacks.Of(thread.Id, still, into.At);
            }

            rows[thread.Id] = into.Threads.Count;
            into.Threads.Add(new TargetThread((ulong)thread.Id, thread.Id, thread.Name, stack, quality, false, default) { Wait = stacks.WaitOf(thread.Id) });
        }

        if (threads.LeftOut > 0)
            into.Gaps.Add(new Gap("threads", $"{threads.LeftOut} more than the {NamedThreads.Most} that are listed"));
    }
}
