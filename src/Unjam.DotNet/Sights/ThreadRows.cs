using Unjam.DotNet.Kernel;
using Unjam.Model;

namespace Unjam.DotNet.Sights;

/// <summary>Puts the threads of the process into a look, with what is known of their stacks.</summary>
internal sealed class ThreadRows(NamedThreads threads, ThreadWitnesses witnesses, KnownStacks stacks)
{
    // to ask about more threads than these at each of a hundred looks a second would cost more than a few percent of a core
    private const int MostWitnessed = 64;

    private readonly Dictionary<int, int> rows = [];

    /// <summary>Index of a thread's row in this look; −1 when it has none.</summary>
    /// <param name="thread">Its number as seen from here.</param>
    public int IndexOf(int thread) => rows.GetValueOrDefault(thread, -1);

    /// <summary>Adds all threads. Where there are many, their stacks are told in looks that ask the kernel.</summary>
    public void Look(Snapshot into)
    {
        rows.Clear();
        var isWitnessing = into.Depth >= LookDepth.Kernel || threads.All.Count <= MostWitnessed;
        foreach (var thread in threads.All)
        {
            var timeslices = isWitnessing && stacks.Asks(thread.Id) ? witnesses.Timeslices(thread.Id) : -1;
            var (stack, quality) = stacks.Of(thread.Id, timeslices);
            rows[thread.Id] = into.Threads.Count;
            into.Threads.Add(new TargetThread((ulong)thread.Id, thread.Id, thread.Name, stack, quality, false, default));
        }

        if (threads.LeftOut > 0)
            into.Gaps.Add(new Gap("threads", $"{threads.LeftOut} more than the {NamedThreads.Most} that are listed"));
    }
}
