using Unjam.Memory;
using Unjam.Model;

namespace Unjam.DotNet.Kernel;

/// <summary>The threads of the process by name. The list is asked for anew ten times a second at most: threads come and go slower than looks.</summary>
internal sealed class NamedThreads(ProcessDirectory directory)
{
    /// <summary>Threads that are listed at most.</summary>
    public const int Most = 8192;

    private static readonly TimeSpan ListEvery = TimeSpan.FromMilliseconds(100);

    // a thread names itself some time after it began, and may be named anew later
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NameEvery = TimeSpan.FromSeconds(5);

    private readonly List<NamedThread> all = [];
    private Dictionary<int, Known> known = [];
    private Dictionary<int, Known> before = [];
    private Moment? listed;

    /// <summary>The threads, in the order of their numbers.</summary>
    public IReadOnlyList<NamedThread> All => all;

    /// <summary>Threads that were left out.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Lists the threads anew if that is due.</summary>
    /// <returns>Whether one has come or gone.</returns>
    public bool Follow(Moment now)
    {
        if (listed is { } last && now - last < ListEvery)
            return false;
        listed = now;
        (before, known) = (known, before);
        known.Clear();
        all.Clear();
        var threads = directory.Threads();
        LeftOut = Math.Max(0, threads.Count - Most);
        var hasChanged = false;
        foreach (var thread in threads)
        {
            if (all.Count == Most)
                break;
            var isOld = before.TryGetValue(thread, out var then);
            hasChanged |= !isOld;
            var isDue = !isOld || now - then.Seen < Young || now - then.Named > NameEvery;
            if ((isDue ? directory.ThreadName(thread) : then.Name) is not { } name)
                continue;
            known[thread] = new Known(name, isOld ? then.Seen : now, isDue ? now : then.Named);
            all.Add(new NamedThread(thread, name));
        }

        all.Sort(static (one, other) => one.Id.CompareTo(other.Id));
        return hasChanged || before.Count != known.Count;
    }

    private readonly record struct Known(string Name, Moment Seen, Moment Named);
}
