using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Names the call that a blamed frame makes, and says why it holds.</summary>
internal static class Calls
{
    // CLOCK_MONOTONIC of time.h
    private const ulong MonotonicClock = 1;

    // The row of calls.tsv for a call into C that sleeps and tries again: no frame tells which it is, and it mostly is this one.
    private static readonly (string Module, string Function) SleepInC = ("sqlite3", "busy");

    /// <summary>What a blamed frame calls: the name as a person writes it, and what is known of it.</summary>
    public readonly record struct Called(string? Name, KnownCall? Known, string Function);

    /// <summary>The call that the blamed frame makes. Calls into C leave no frame: those are told by what the kernel says.</summary>
    public static Called Of(Blame blame, KernelTally kernel)
    {
        if (blame.Index == 0 && blame.IsOfDotNet)
            return OfFunction(blame.Frame.Function);
        if (blame.Index == 0)
            return Builtin(kernel) is { } leaf && KnownCalls.Of(leaf.Module, leaf.Function) is { } known
                ? new(known.NameFor(leaf.Function), known, leaf.Function)
                : default;

        // The callee gives the name; what it leads to gives the advice when the callee itself is a stranger.
        KnownCall? deeper = null;
        for (var i = blame.Index - 1; i >= 0; i--)
        {
            if (KnownCalls.Of(blame.Frames[i].Function) is not { } known)
                continue;
            var function = NameIn(blame.Frames[i].Function);
            if (i == blame.Index - 1)
                return new(known.NameFor(function), known, function);
            deeper ??= known;
        }

        var callee = blame.Frames[blame.Index - 1].Function;
        if (blame.IsOfDotNet)
            return new(DotNetNames.ShortOf(callee), deeper, NameIn(callee));
        return new($"{FrameOwners.ModuleOf(callee)}.{callee.Name}", deeper, Blame.SimpleName(callee));
    }

    /// <summary>What the frames below the blamed one wait for, as far as the table knows; the outermost of them says most.</summary>
    public static WaitKind WaitsFor(Blame blame)
    {
        for (var i = Math.Max(0, blame.Index - 1); i >= 0; i--)
        {
            if (KnownCalls.Of(blame.Frames[i].Function) is { Waits: not WaitKind.None } known)
                return known.Waits;
        }

        return WaitKind.None;
    }

    /// <summary>A function that is called without a frame of the user's in between, such as <c>time.sleep</c> given to an executor.</summary>
    public static Called OfFunction(Function function)
    {
        if (DotNetNames.Is(function))
            return KnownCalls.Of(function) is { } call ? new(call.NameFor(NameIn(function)), call, NameIn(function)) : default;
        var name = Blame.SimpleName(function);
        var module = function.File.Length > 0 ? FrameOwners.ModuleOf(function)
            : function.Name.Length > name.Length ? function.Name[..^(name.Length + 1)]
            : "";
        return KnownCalls.Of(module, name) is { } known ? new(known.NameFor(name), known, name) : default;
    }

    /// <summary>Why the blamed frame does not go on, as one of <see cref="Cause"/>.</summary>
    /// <param name="itself">What is run, where no frame of it was read.</param>
    public static string CauseOf(Blame? blame, KernelTally kernel, Called called, Function? itself = null)
    {
        if ((blame?.Frame.Function ?? itself) is { } function && DotNetNames.Is(function))
            return CauseInDotNet(kernel, called);
        if (blame is not null && ByFrames(blame) is { } told)
            return told;
        if (kernel.IsOnCpu)
            return Cause.Cpu;
        if (kernel.Wait is { } wait && ByWait(wait.Call, wait.Argument, wait.Descriptor) is { } waits)
            return waits;
        if (kernel.InDisk * 2 > kernel.Looks)
            return Cause.File;
        return called.Known?.Cause is { } cause && (kernel.Looks == 0 || cause != Cause.Cpu) ? cause : Cause.Unknown;
    }

    /// <summary>In .NET frames tell: a sleep, a lock and a task are all waited for in one and the same system call (futex).</summary>
    private static string CauseInDotNet(KernelTally kernel, Called called)
    {
        // who is about to wait spins first, and on a full machine stays ready to run for long
        var waits = called.Known is { Waits: not WaitKind.None } or { Cause: Cause.Sleep };
        if (waits ? kernel.IsSurelyOnCpu : kernel.IsOnCpu)
            return Cause.Cpu;
        if (called.Known?.Cause is { } cause && (kernel.Looks == 0 || cause != Cause.Cpu))
            return cause;
        if (kernel.Wait is { Call.Kind: not SystemCallKind.Lock } wait && ByWait(wait.Call, wait.Argument, wait.Descriptor) is { } told)
            return told;
        return kernel.InDisk * 2 > kernel.Looks ? Cause.File : Cause.Unknown;
    }

    /// <summary>The name of a function as the tables have it.</summary>
    public static string NameIn(Function function) => DotNetNames.Is(function) ? DotNetNames.MethodOf(function) : Blame.SimpleName(function);

    /// <summary>Frames that say more than the system call below them: a resolver polls, a subprocess is read through a pipe.</summary>
    private static string? ByFrames(Blame blame)
    {
        for (var i = 0; i < Math.Max(1, blame.Index); i++)
        {
            var function = blame.Frames[i].Function;
            var known = KnownCalls.Of(function);
            if (known?.Cause is Cause.Dns or Cause.Subprocess or Cause.Join && FrameOwners.Of(function) != FrameOwner.User)
                return known.Cause;
        }

        return null;
    }

    private static string? ByWait(SystemCall call, ulong argument, string? descriptor) => call.Kind switch
    {
        SystemCallKind.Sleep when IsSleepInC(call, argument) => Cause.Lock,
        SystemCallKind.Sleep => Cause.Sleep,
        // Python's time.sleep before 3.11 is a select of no descriptors.
        SystemCallKind.Events => call.Name is "select" or "pselect6" && argument == 0 ? Cause.Sleep : Cause.Socket,
        SystemCallKind.Lock => Cause.Lock,
        SystemCallKind.Receive or SystemCallKind.Send or SystemCallKind.Connect or SystemCallKind.Accept => Cause.Socket,
        SystemCallKind.Child => Cause.Subprocess,
        SystemCallKind.Sync or SystemCallKind.File or SystemCallKind.FileLock => Cause.File,
        SystemCallKind.Read or SystemCallKind.Write => ByDescriptor(descriptor),
        _ => null,
    };

    private static string ByDescriptor(string? descriptor) =>
        descriptor is null ? Cause.Unknown
        : descriptor.StartsWith("pipe:", StringComparison.Ordinal) ? Cause.Pipe
        : descriptor.StartsWith("socket:", StringComparison.Ordinal) ? Cause.Socket
        : descriptor.StartsWith('/') ? Cause.File
        : Cause.Unknown;

    /// <summary>
    /// Whether a sleep is not <c>time.sleep</c> but one inside a call into C, such as sqlite3 that waits for a locked database: it uses
    /// usleep, which is nanosleep, or clock_nanosleep by the wall clock. time.sleep is select without descriptors up to 3.10, and
    /// clock_nanosleep by the monotonic clock since. Source: Modules/timemodule.c (pysleep); os_unix.c of SQLite (unixSleep).
    /// </summary>
    public static bool IsSleepInC(SystemCall call, ulong argument) =>
        call.Name == "nanosleep" || (call.Name == "clock_nanosleep" && argument != MonotonicClock);

    private static (string Module, string Function)? Builtin(KernelTally kernel)
    {
        if (kernel.Wait is not { } wait || wait.Looks * 2 < kernel.Looks)
            return null;
        return (wait.Call.Kind, ByWait(wait.Call, wait.Argument, wait.Descriptor)) switch
        {
            (SystemCallKind.Sleep, Cause.Lock) => SleepInC,
            (_, Cause.Sleep) => ("time", "sleep"),
            (SystemCallKind.Receive, _) or (SystemCallKind.Read, Cause.Socket) => ("socket", "recv"),
            (SystemCallKind.Send, _) or (SystemCallKind.Write, Cause.Socket) => ("socket", "send"),
            (SystemCallKind.Connect, _) => ("socket", "connect"),
            (SystemCallKind.Accept, _) => ("socket", "accept"),
            (SystemCallKind.Lock, _) => ("threading", "acquire"),
            (SystemCallKind.Child, _) => ("os", "waitpid"),
            (SystemCallKind.Sync, _) => ("os", "fsync"),
            (SystemCallKind.File, _) => ("io", "open"),
            (SystemCallKind.Read, Cause.File) => ("io", "read"),
            (SystemCallKind.Write, Cause.File) => ("io", "write"),
            _ => null,
        };
    }
}
