using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;

namespace Unjam.Python.Pools;

/// <summary>All pools of the target, of every kind.</summary>
internal sealed class PoolSights(ExecutorSights executors, AnyioSights anyio, TrioSights trio, ThreadPoolSights threadPools, WorkQueueSights workQueues)
{
    /// <summary>Reads all pools into the snapshot, which has its threads and loops already.</summary>
    public void Look(Snapshot into, List<StackSight> stacks, List<(Address Loop, Address Executor)> defaults)
    {
        executors.Look(into, stacks, defaults);
        anyio.Look(into, stacks);
        trio.Look(into, stacks);
        threadPools.Look(into, stacks);
        workQueues.Look(into, stacks);
    }

    /// <summary>Reads the limiters to which only the tasks of a look for everything led.</summary>
    public void LookAtOthers(Snapshot into, IEnumerable<(Address Loop, Address Limiter)> limiters) => anyio.LookAtOthers(into, limiters);
}
