using Unjam.Memory;
using Unjam.Python.Layouts;

namespace Unjam.Python.Interpreter;

/// <summary>Follows the runtime's lists of interpreters and their threads.</summary>
internal sealed class ThreadWalk(Layout layout, Address runtime, PrefetchedMemory memory)
{
    private const int MostInterpreters = 256;
    private const int MostThreads = 8192;

    private readonly ReadLog log = memory.NewLog();
    private readonly List<ThreadAt> threads = [];
    private readonly List<Address> interpreters = [];
    private readonly List<Address> locks = [];
    private readonly HashSet<ulong> seen = [];

    /// <summary>The threads of the last walk, the newest first in each interpreter.</summary>
    public IReadOnlyList<ThreadAt> Threads => threads;

    /// <summary>The interpreters of the last walk, the main one last.</summary>
    public IReadOnlyList<Address> Interpreters => interpreters;

    /// <summary>The lock of each bracket, by its number: address of its <c>_gil_runtime_state</c>.</summary>
    public IReadOnlyList<Address> Locks => locks;

    /// <summary>Grows each time the list was different from the last.</summary>
    public int Changes { get; private set; }

    /// <summary>Brings <see cref="Threads"/> up to date.</summary>
    /// <exception cref="UnreadableException">The lists are damaged or changed while they were read: the threads read until then are there.</exception>
    public void Refresh()
    {
        if (memory.IsUnchanged(log))
            return;
        Changes++;
        threads.Clear();
        interpreters.Clear();
        seen.Clear();
        memory.Record(log);
        var isWhole = false;
        try
        {
            var interpreter = memory.Pointer(runtime + layout.Runtime.InterpretersHead);
            while (!interpreter.IsNull)
            {
                if (interpreters.Count >= MostInterpreters || !interpreter.IsPlausibleObject || !seen.Add(interpreter.Value))
                    throw new UnreadableException("the list of interpreters is damaged");
                interpreters.Add(interpreter);
                WalkThreads(interpreter);
                interpreter = memory.Pointer(interpreter + layout.Runtime.Next);
            }

            isWhole = true;
        }
        finally
        {
            memory.Stop(isWhole);
        }
    }

    private void WalkThreads(Address interpreter)
    {
        var gil = GilOf(interpreter);
        var at = layout.Thread;
        var state = memory.Pointer(interpreter + layout.Runtime.ThreadsHead);
        while (!state.IsNull)
        {
            if (threads.Count >= MostThreads || !state.IsPlausibleObject || !seen.Add(state.Value))
                throw new UnreadableException("the list of threads is damaged");
            // a thread that has just ended is freed: what lies there now does not point back
            if (memory.Pointer(state + at.Interpreter) != interpreter)
                throw new UnreadableException("a thread ended while the list was read");
            var native = at.NativeId < 0 ? 0 : memory.Int32(state + at.NativeId);
            threads.Add(new ThreadAt(state, interpreter, gil, memory.UInt64(state + at.ThreadId), native));
            state = memory.Pointer(state + at.Next);
        }
    }

    private int GilOf(Address interpreter)
    {
        var gil = layout.Runtime.GilPointer < 0 ? runtime + layout.Runtime.Gil : memory.Pointer(interpreter + layout.Runtime.GilPointer);
        if (!gil.IsPlausibleObject)
            throw new UnreadableException("an interpreter has no lock");
        var bracket = memory.Bracket(new MemoryRange(gil + layout.Runtime.GilHolder, GilState.Length));
        while (locks.Count <= bracket)
            locks.Add(default);
        locks[bracket] = gil;
        return bracket;
    }
}
