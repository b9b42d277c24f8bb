namespace Unjam.Python.Layouts;

/// <summary>Where things are in one CPython build: offsets in bytes, −1 for a field that the version does not have. See <c>offsets.tsv</c>.</summary>
internal sealed class Layout(LayoutRow row, AsyncioOffsets? asyncio)
{
    public RuntimeLayout Runtime { get; } = new(row);

    public ThreadLayout Thread { get; } = new(row);

    public FrameLayout Frame { get; } = new(row);

    public CodeLayout Code { get; } = new(row);

    public ObjectLayout Object { get; } = new(row);

    public CallableLayout Callable { get; } = new(row);

    public QueueLayout Queue { get; } = new(row);

    public TaskLayout Task { get; } = new(row);

    /// <summary>What the target's <c>_asyncio</c> says of itself (3.14+); null when it has not been loaded or found.</summary>
    public AsyncioOffsets? Asyncio { get; } = asyncio;
}

/// <summary>PyRuntimeState, PyInterpreterState and the lock's <c>_gil_runtime_state</c>.</summary>
internal readonly struct RuntimeLayout(LayoutRow row)
{
    public readonly int Initialized = row["runtime.initialized"];
    public readonly int Finalizing = row["runtime.finalizing"];
    public readonly int InterpretersHead = row["runtime.interpreters_head"];
    public readonly int Gil = row["runtime.gil"];
    public readonly int InterpreterSize = row["interpreter.size"];
    public readonly int Next = row["interpreter.next"];
    public readonly int ThreadsHead = row["interpreter.threads_head"];
    public readonly int Modules = row["interpreter.modules"];
    public readonly int GilPointer = row["interpreter.gil_pointer"];
    public readonly int CodeGeneration = row["interpreter.code_generation"];
    public readonly int GilHolder = row["gil.last_holder"];
    public readonly int GilLocked = row["gil.locked"];
    public readonly int GilSwitches = row["gil.switch_number"];
}

/// <summary>PyThreadState, the frame pointer on the C stack, and the chunks of the data stack.</summary>
internal readonly struct ThreadLayout(LayoutRow row)
{
    public readonly int Size = row["thread.size"];
    public readonly int Next = row["thread.next"];
    public readonly int Interpreter = row["thread.interpreter"];
    public readonly int Frame = row["thread.frame"];
    public readonly int CFrame = row["thread.cframe"];
    public readonly int Dict = row["thread.dict"];
    public readonly int ThreadId = row["thread.thread_id"];
    public readonly int NativeId = row["thread.native_id"];
    public readonly int StackChunk = row["thread.stack_chunk"];
    public readonly int StackTop = row["thread.stack_top"];
    public readonly int BaseFrame = row["thread.base_frame"];
    public readonly int CFrameCurrent = row["cframe.current_frame"];
    public readonly int ChunkPrevious = row["chunk.previous"];
    public readonly int ChunkSize = row["chunk.size"];
    public readonly int ChunkTop = row["chunk.top"];
    public readonly int ChunkFirst = row["chunk.data"];
    public readonly RunningLoopShape RunningLoop = (RunningLoopShape)row["shape.running_loop"];
}

/// <summary>Where a thread keeps the event loop that runs on it.</summary>
internal enum RunningLoopShape
{
    HolderInDict = 1,
    InDict = 2,
    BehindThreadState = 3,
    AsyncioDebug = 4,
}

/// <summary>PyFrameObject (≤ 3.10) or _PyInterpreterFrame (3.11+).</summary>
internal readonly struct FrameLayout(LayoutRow row)
{
    public readonly bool AreHeapObjects = row["shape.frames"] == 1;
    public readonly InstructionShape InstructionShape = (InstructionShape)row["shape.instruction"];
    public readonly int Code = row["frame.code"];
    public readonly int Previous = row["frame.previous"];
    public readonly int Instruction = row["frame.instruction"];
    public readonly int Owner = row["frame.owner"];
    public readonly int FirstInternalOwner = row["shape.first_internal_owner"];
    public readonly int Locals = row["frame.locals"];
    public readonly int StackTop = row["frame.stack_top"];
    public readonly int ValueStack = row["frame.value_stack"];
    public readonly int State = row["frame.state"];

    /// <summary>Keeps the address of a reference in a frame and drops its tag (3.14+).</summary>
    public readonly ulong ReferenceMask = ~(ulong)row["shape.reference_tag"];
}

/// <summary>What a frame's instruction field holds.</summary>
internal enum InstructionShape
{
    ByteOffset = 1,
    UnitIndex = 2,
    LastExecuted = 3,
    Current = 4,
}

/// <summary>PyCodeObject.</summary>
internal readonly struct CodeLayout(LayoutRow row)
{
    public readonly int FirstLine = row["code.first_line"];
    public readonly int Flags = row["code.flags"];
    public readonly int LocalCount = row["code.local_count"];
    public readonly int LocalNames = row["code.local_names"];
    public readonly int File = row["code.file"];
    public readonly int Name = row["code.name"];
    public readonly int QualifiedName = row["code.qualified_name"];
    public readonly int LineTable = row["code.line_table"];
    public readonly int Instructions = row["code.instructions"];
    public readonly LineTableShape LineTableShape = (LineTableShape)row["shape.line_table"];
}

/// <summary>How a code object maps instructions to lines.</summary>
internal enum LineTableShape
{
    LnotabPairs = 1,
    LineRanges = 2,
    LocationEntries = 3,
}

/// <summary>Built-in object types.</summary>
internal readonly struct ObjectLayout(LayoutRow row)
{
    public readonly int Type = row["object.type"];
    public readonly int Size = row["object.size"];
    public readonly int TypeName = row["type.name"];
    public readonly int BasicSize = row["type.basic_size"];
    public readonly int DictOffset = row["type.dict_offset"];
    public readonly int TypeFlags = row["type.flags"];
    public readonly int TypeBase = row["type.base"];
    public readonly int TypeDict = row["type.dict"];
    public readonly int CachedKeys = row["type.cached_keys"];
    public readonly AttributeShape AttributeShape = (AttributeShape)row["shape.attributes"];
    public readonly int DictUsed = row["dict.used"];
    public readonly int DictKeys = row["dict.keys"];
    public readonly int DictValues = row["dict.values"];
    public readonly bool KeysHaveLogarithms = row["shape.dict_keys"] == 2;
    public readonly int KeysEntryCount = row["keys.entry_count"];
    public readonly int KeysIndices = row["keys.indices"];
    public readonly int FirstValue = row["values.first"];
    public readonly int StringLength = row["string.length"];
    public readonly int StringState = row["string.state"];
    public readonly int StringAscii = row["string.ascii"];
    public readonly int StringCompact = row["string.compact"];
    public readonly int BytesFirst = row["bytes.first"];
    public readonly int IntDigits = row["int.digits"];
    public readonly bool IntHasTag = row["shape.int"] == 2;
    public readonly int Float = row["float.value"];
    public readonly int ListItems = row["list.items"];
    public readonly int TupleFirst = row["tuple.first"];
    public readonly int SetUsed = row["set.used"];
    public readonly int SetMask = row["set.mask"];
    public readonly int SetTable = row["set.table"];
    public readonly int DequeLeft = row["deque.left"];
    public readonly int DequeLeftIndex = row["deque.left_index"];
    public readonly int WeakrefObject = row["weakref.object"];
    public readonly int ModuleDict = row["module.dict"];
    public readonly int CellObject = row["cell.object"];
    public readonly int MemberDefinition = row["member.definition"];
}

/// <summary>Where an instance keeps its attributes.</summary>
internal enum AttributeShape
{
    DictPointer = 1,
    ValuesThenDict = 2,
    TaggedWord = 3,
    InlineValues = 4,
}

/// <summary>Functions, methods, partials and built-ins.</summary>
internal readonly struct CallableLayout(LayoutRow row)
{
    public readonly int MethodFunction = row["method.function"];
    public readonly int MethodSelf = row["method.self"];
    public readonly int FunctionCode = row["function.code"];
    public readonly int BuiltinDefinition = row["builtin.definition"];
    public readonly int BuiltinSelf = row["builtin.self"];
    public readonly int BuiltinModule = row["builtin.module"];
    public readonly int PartialFunction = row["partial.function"];
    public readonly int PartialArguments = row["partial.arguments"];
    public readonly int StepTask = row["step.task"];
}

/// <summary><c>_queue.SimpleQueue</c>: a list and a position (≤ 3.12) or a ring (3.13+).</summary>
internal readonly struct QueueLayout(LayoutRow row)
{
    public readonly int List = row["simple_queue.list"];
    public readonly int ListPosition = row["simple_queue.list_position"];
    public readonly int GetIndex = row["simple_queue.get_index"];
    public readonly int Items = row["simple_queue.items"];
    public readonly int Capacity = row["simple_queue.capacity"];
    public readonly int Count = row["simple_queue.count"];

    public bool IsRing => Items >= 0;
}

/// <summary>Tasks, futures and suspended coroutines.</summary>
internal readonly struct TaskLayout(LayoutRow row)
{
    public readonly TasksShape Tasks = (TasksShape)row["shape.tasks"];
    public readonly int FutureState = row["future.state"];
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
