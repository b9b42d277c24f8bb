namespace Unjam.Python.Layouts;

/// <summary>Tasks, futures and suspended coroutines.</summary>
internal readonly struct TaskLayout(LayoutRow row)
{
    public readonly TasksShape Tasks = (TasksShape)row["shape.tasks"];
    public readonly int FutureState = row["future.state"];
    public readonly int FutureCallback = row["future.callback"];
    public readonly int FutureCallbacks = row["future.callbacks"];
    public readonly int Loop = row["task.loop"];
    public readonly int Waiter = row["task.waiter"];
    public readonly int Coroutine = row["task.coroutine"];
    public readonly int Name = row["task.name"];
    public readonly int Node = row["task.node"];
    public readonly int GeneratorFrame = row["generator.frame"];
    public readonly int GeneratorState = row["generator.frame_state"];
    public readonly int GeneratorCode = row["generator.code"];
    public readonly GeneratorStateShape GeneratorStateShape = (GeneratorStateShape)row["shape.generator_state"];
    public readonly int SuspendedMin = row["generator.suspended_min"];
    public readonly int SuspendedMax = row["generator.suspended_max"];
    public readonly int Executing = row["generator.executing"];
    public readonly AwaitedShape Awaited = (AwaitedShape)row["shape.awaited"];
    public readonly int AwaitedDepth = row["shape.awaited_depth"];
}

/// <summary>Where asyncio keeps its tasks.</summary>
internal enum TasksShape
{
    AllTasks = 1,
    ScheduledAndEager = 2,
    LinkedLists = 3,
}

/// <summary>Where a generator says whether it is suspended.</summary>
internal enum GeneratorStateShape
{
    RunningFlag = 1,
    InFrame = 2,
    InGenerator = 3,
}

/// <summary>Where a suspended coroutine keeps what it awaits.</summary>
internal enum AwaitedShape
{
    BelowStackTop = 1,
    ValueStackDepth = 2,
    LocalsDepth = 3,
    BelowStackPointer = 4,
}
