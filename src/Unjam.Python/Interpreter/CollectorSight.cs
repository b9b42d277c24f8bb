using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Layouts;

namespace Unjam.Python.Interpreter;

/// <summary>Whether the garbage collector of an interpreter runs, from look to look.</summary>
/// <remarks>Source: <c>collecting</c> of struct _gc_runtime_state, in the runtime (3.8) or in each interpreter; from 3.13 on the target's own table says where.</remarks>
internal sealed class CollectorSight(Layout layout, Address runtime, PrefetchedMemory memory, ThreadWalk walk)
{
    private readonly ReadLog log = memory.NewLog();

    /// <summary>The change of the list of threads at which it could not be read: it is not asked again before the next.</summary>
    private int unreadableAt = -1;

    /// <summary>Reads it into the snapshot.</summary>
    public void Look(Snapshot into)
    {
        if (unreadableAt == walk.Changes)
            return;
        memory.Record(log);
        var isWhole = false;
        try
        {
            var isCollecting = false;
            for (var i = 0; i < walk.Interpreters.Count; i++)
            {
                var interpreter = walk.Interpreters[i];
                var state = layout.Runtime.InterpreterCollector < 0 ? runtime + layout.Runtime.Collector : interpreter + layout.Runtime.InterpreterCollector;
                isCollecting |= memory.Int32(state + layout.Runtime.IsCollecting) != 0;
            }

            into.IsCollecting = walk.Interpreters.Count > 0 ? isCollecting : null;
            isWhole = true;
        }
        catch (UnreadableException)
        {
            // null says that it was not read
            unreadableAt = walk.Changes;
        }
        finally
        {
            memory.Stop(isWhole);
        }
    }
}
