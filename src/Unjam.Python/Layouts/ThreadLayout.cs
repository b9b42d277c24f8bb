namespace Unjam.Python.Layouts;

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
