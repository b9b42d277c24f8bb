using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using Unjam.Model;

namespace Unjam.Executors;

/// <summary>A stack of this process in readable names.</summary>
/// <param name="Stack">Leaf first, functions as <c>Namespace.Type.Method</c>, files as the assembly's.</param>
/// <param name="Call">What the program called that blocks: the framework's frame next to the program's own.</param>
/// <param name="Caller">The program's innermost own frame.</param>
internal sealed record NamedStack(Stack Stack, string Call, string Caller)
{
    private const int MostFrames = 200;

    /// <summary>Whether the leaf waits to enter a lock.</summary>
    public static bool IsLock(StackTrace trace)
    {
        for (var at = 0; at < Math.Min(4, trace.FrameCount); at++)
        {
            if (Method(trace, at) is not { } method || !IsFramework(method))
                return false;
            if (method.DeclaringTypeName is "System.Threading.Monitor")
                return method.Name.Contains("Enter", StringComparison.Ordinal);
            if (method.DeclaringTypeName is "System.Threading.Lock" or "System.Threading.ReaderWriterLockSlim")
                return true;
        }

        return false;
    }

    public static NamedStack Of(StackTrace trace)
    {
        var frames = ImmutableArray.CreateBuilder<Frame>();
        Function? framework = null;
        Function? own = null;
        for (var at = 0; at < Math.Min(MostFrames, trace.FrameCount); at++)
        {
            if (Method(trace, at) is not { } method)
                continue;
            var function = new Function(SourceNames.Readable(method.DeclaringTypeName, method.Name), AssemblyFile(method), 0);
            if (own is null && IsFramework(method))
                framework = function;
            else
                own ??= function;
            frames.Add(new Frame(function, 0));
        }

        var call = framework is null ? "a wait" : BlockingCallName.Of(framework.Name);
        return new NamedStack(new Stack(frames.ToImmutable()), call, own?.Name ?? call);
    }

    /// <summary>A stack that somebody else has read.</summary>
    public static NamedStack Of(Stack stack)
    {
        Function? framework = null;
        Function? own = null;
        foreach (var frame in stack.Frames)
        {
            if (!IsFramework(frame.Function.File))
            {
                own = frame.Function;
                break;
            }

            framework = frame.Function;
        }

        var call = framework is null ? "its own computation" : BlockingCallName.Of(framework.Name);
        return new NamedStack(stack, call, own?.Name ?? call);
    }

    private static DiagnosticMethodInfo? Method(StackTrace trace, int at) =>
        trace.GetFrame(at) is { } frame ? DiagnosticMethodInfo.Create(frame) : null;

    private static string AssemblyFile(DiagnosticMethodInfo method) => method.DeclaringAssemblyName is { Length: > 0 } name ? new AssemblyName(name).Name + ".dll" : "";

    private static bool IsFramework(DiagnosticMethodInfo method) =>
        string.IsNullOrEmpty(method.DeclaringTypeName) || IsFramework(method.DeclaringAssemblyName ?? "");

    // the name of an assembly, or of its file
    private static bool IsFramework(string assembly) =>
        assembly.StartsWith("System.", StringComparison.Ordinal)
        || assembly.StartsWith("Microsoft.", StringComparison.Ordinal)
        || assembly.StartsWith("Unjam.Executors,", StringComparison.Ordinal)
        || assembly is "Unjam.Executors.dll";
}
