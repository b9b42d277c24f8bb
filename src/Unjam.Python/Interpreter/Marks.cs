using Unjam.Memory;

namespace Unjam.Python.Interpreter;

/// <summary>What the innermost known functions on a stack hold in their locals: addresses of objects, null where a local is unbound.</summary>
internal struct Marks
{
    /// <summary>A <c>_run_once</c> is on the stack.</summary>
    public bool HasRunOnce;
    public Address Loop;
    public Address Handle;
    public Address EndTime;

    /// <summary>Where the frame keeps <see cref="EndTime"/>.</summary>
    public Address EndTimeSlot;
    public Address Timeout;
    public Address Index;
    public Address Count;

    /// <summary>Frames above (inner to) the <c>_run_once</c>.</summary>
    public int FramesAboveRunOnce;

    /// <summary>A <c>_worker</c> of a ThreadPoolExecutor is on the stack.</summary>
    public bool HasWorker;
    public Address Executor;
    public Address Queue;
    public Address Item;

    /// <summary>Where the frame keeps <see cref="Item"/>: the same for as long as the worker lives.</summary>
    public Address ItemSlot;

    /// <summary>Whose work the thread runs, by the innermost function of a framework that says so; none when no one's in particular.</summary>
    public Landmark RunsFor;

    /// <summary>What the thread serves when it is a worker of another pool.</summary>
    public Serving Serving;

    /// <summary>The <c>Runner</c> of the trio run that this thread is in.</summary>
    public Address TrioRunner;

    /// <summary>The future of a <c>Future.result</c> that is on the stack.</summary>
    public Address AwaitedResult;

    /// <summary>What the innermost frames wait for.</summary>
    public WaitSite Wait;

    /// <summary>Frames above (inner to) the function that called into a loop without Python frames; −1 when there is none.</summary>
    public int FramesAboveRunner;

    /// <summary>A coroutine's frame is on the stack.</summary>
    public bool HasCoroutine;
}
