using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Which frame of a stack is to blame: the user's nearest to the call that holds everything up.</summary>
/// <param name="Frames">The frames of the callback or work item alone, leaf first: what runs it is cut off.</param>
/// <param name="Index">The frame to blame in <paramref name="Frames"/>.</param>
/// <param name="Owner">Whose it is.</param>
internal sealed record Blame(ImmutableArray<Frame> Frames, int Index, FrameOwner Owner)
{
    public Frame Frame => Frames[Index];

    /// <summary>Whether it is a method of .NET.</summary>
    public bool IsOfDotNet => DotNetNames.Is(Frame.Function);

    /// <summary>Finds the frame to blame; null when nothing but machinery runs.</summary>
    /// <param name="coroutine">The outermost coroutine of the callback, when it is known.</param>
    public static Blame? Of(Stack stack, Function? coroutine = null)
    {
        var frames = WorkOf(stack.Frames, coroutine);
        var best = -1;
        var owner = FrameOwner.StandardLibrary;
        for (var i = 0; i < frames.Length && owner < FrameOwner.User; i++)
        {
            var candidate = FrameOwners.Of(frames[i].Function);
            if (best < 0 || candidate > owner)
                (best, owner) = (i, candidate);
        }

        return best < 0 ? null : new(frames, best, owner);
    }

    /// <summary>What a callback or work item of .NET runs, where its method is known and no frame was read; null when it is not of .NET.</summary>
    public static Blame? OfMethod(LoopKind kind, Function? method) => method is null || kind is not (LoopKind.EventLoop or LoopKind.SynchronizationContext)
        ? null
        : new([new Frame(method, method.FirstLine)], 0, FrameOwners.Of(method));

    /// <summary>The coroutine nearest to the leaf: the frame that could await instead; null when none is known.</summary>
    public Frame? Awaiter(Function? coroutine, out Frame? called)
    {
        called = null;
        for (var i = 0; i < Frames.Length; i++)
        {
            if (!Frames[i].Function.IsCoroutine && Frames[i].Function != coroutine)
                continue;
            called = i > 0 ? Frames[i - 1] : null;
            return Frames[i];
        }

        return null;
    }

    /// <summary>The path of the user's own frames, outermost first: <c>handler (app.py:8) → fetch (app.py:6)</c>.</summary>
    public string Path(int most = 5)
    {
        var steps = new List<string>();
        for (var i = Frames.Length - 1; i >= Index; i--)
        {
            if (i == Index || FrameOwners.Of(Frames[i].Function) >= Owner)
                steps.Add(Place(Frames[i]));
        }

        if (steps.Count > most)
            steps.RemoveRange(1, steps.Count - most);
        return string.Join(" → ", steps);
    }

    /// <summary>A frame as <c>function (file:line)</c>; the function alone where it has no file, and with its assembly in .NET, which keeps no lines.</summary>
    public static string Place(Frame frame) =>
        frame.Function.File.Length == 0 ? frame.Function.Name
        : DotNetNames.IsAssembly(frame.Function.File) ? $"{frame.Function.Name} ({frame.Function.File})"
        : $"{frame.Function.Name} ({Where(frame)})";

    /// <summary>A frame's <c>file:line</c>, with the last two parts of the file only; the function where it has no file, or only an assembly.</summary>
    public static string Where(Frame frame)
    {
        var file = frame.Function.File;
        if (file.Length == 0 || DotNetNames.IsAssembly(file))
            return frame.Function.Name;
        var slash = file.LastIndexOf('/');
        if (slash > 0)
            slash = file.LastIndexOf('/', slash - 1);
        return FormattableString.Invariant($"{file[(slash + 1)..]}:{frame.Line}");
    }

    /// <summary>The last part of a function's qualified name.</summary>
    public static string SimpleName(Function function) => function.Name[SimpleNameAt(function)..];

    private static int SimpleNameAt(Function function) =>
        DotNetNames.Is(function) ? DotNetNames.MethodAt(function.Name) : function.Name.LastIndexOf('.') + 1;

    private static ImmutableArray<Frame> WorkOf(ImmutableArray<Frame> frames, Function? coroutine)
    {
        var isUsers = false;
        for (var i = 0; i < frames.Length; i++)
        {
            var function = frames[i].Function;
            if (IsMachinery(function) || (isUsers && DotNetMachinery.IsOurs(function)))
                return frames[..i];
            if (function == coroutine)
                return frames[..(i + 1)];
            isUsers |= DotNetNames.IsAssembly(function.File) && DotNetOwners.Of(function) == FrameOwner.User;
        }

        return frames;
    }

    /// <summary>Whether a function is what runs callbacks or work items: blame never goes beyond it.</summary>
    private static bool IsMachinery(Function function)
    {
        var file = function.File.AsSpan();
        if (!file.EndsWith(".py"))
            return DotNetNames.Is(function) && DotNetMachinery.Is(function);
        var name = SimpleName(function);
        return name switch
        {
            "_run_once" or "run_forever" or "run_until_complete" => file.EndsWith("asyncio/base_events.py"),
            "_run" => file.EndsWith("asyncio/events.py"),
            "run" => file.EndsWith("asyncio/runners.py") || file.EndsWith("concurrent/futures/thread.py") || file.EndsWith("/threading.py")
                || file.EndsWith("uvloop/__init__.py") || file.EndsWith("anyio/_backends/_asyncio.py"),
            "_worker" => file.EndsWith("concurrent/futures/thread.py"),
            "worker" => file.EndsWith("multiprocessing/pool.py"),
            "_bootstrap" or "_bootstrap_inner" => file.EndsWith("/threading.py"),
            _ => false,
        };
    }
}
