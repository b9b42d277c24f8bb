namespace Unjam.Python.Layouts;

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
    public readonly int Collector = row["runtime.gc"];
    public readonly int InterpreterCollector = row["interpreter.gc"];
    public readonly int IsCollecting = row["gc.collecting"];
    public readonly int GilHolder = row["gil.last_holder"];
    public readonly int GilLocked = row["gil.locked"];
    public readonly int GilSwitches = row["gil.switch_number"];
}
