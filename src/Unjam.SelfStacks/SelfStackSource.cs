using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Unjam.DotNet.Attach;
using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Stacks;
using Unjam.Executors;
using Unjam.Model;

namespace Unjam.SelfStacks;

/// <summary>
/// The stacks of all managed threads of this process, through its own diagnostics port: also of threads that sleep, wait for a socket or compute,
/// and while the shared pool is exhausted. It needs no thread but the caller's.
/// </summary>
/// <remarks>It stops all managed threads some times, for milliseconds: ask when something is wrong, not for ever. It works under the JIT; compiled
/// ahead of time there is no sampler. What goes wrong is logged once, and gives no stacks; it throws nothing.</remarks>
public sealed class SelfStackSource : IStackSource
{
    private static readonly NettraceLimits Limits = new() { StreamBytes = 256 << 20 };

    private readonly SelfStackOptions options;
    private readonly StackBurst burst = new();
    private readonly Lock one = new();
    private long takenAt;
    private bool wasTaken;

    public SelfStackSource(SelfStackOptions? options = null)
    {
        this.options = options ?? new SelfStackOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(this.options.Between, TimeSpan.Zero, nameof(SelfStackOptions.Between));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(this.options.Window, TimeSpan.Zero, nameof(SelfStackOptions.Window));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(this.options.Silence, TimeSpan.Zero, nameof(SelfStackOptions.Silence));
    }

    /// <summary>Why the last look gave no stacks, in a sentence; null when it gave some.</summary>
    public string? Reason { get; private set; }

    /// <summary>What the last look that gave stacks cost.</summary>
    public SelfStackCost Cost { get; private set; }

    /// <summary>What the log threw when it was last written to and failed; null when it never did.</summary>
    public Exception? LogFailure { get; private set; }

    /// <inheritdoc/>
    public ImmutableArray<TargetThread> Take(CancellationToken cancellation)
    {
        if (!one.TryEnter())
            return [];
        try
        {
            if (wasTaken && options.Time.GetElapsedTime(takenAt) < options.Between)
                return [];
            (takenAt, wasTaken) = (options.Time.GetTimestamp(), true);
            return Look(cancellation);
        }
        finally
        {
            one.Exit();
        }
    }

    private ImmutableArray<TargetThread> Look(CancellationToken cancellation)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
            return None("compiled ahead of time, the runtime has no sampler.");
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            var end = Sampling.Take(
                DiagnosticsPort.Of(Environment.ProcessId), burst, options.Window, new Patience(options.Silence, TimeProvider.System, cancellation), Limits);
            if (cancellation.IsCancellationRequested)
                return Cancelled();
            if (burst.Samples == 0)
                return None($"the runtime sampled no thread. {end.Message}");
            return burst.Methods > 0 ? Threads(end, began) : None($"the runtime named no method. {end.Message}");
        }
        catch (Exception failed) when (failed is DiagnosticsException or IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            return cancellation.IsCancellationRequested ? Cancelled() : None(failed.Message);
        }
    }

    private ImmutableArray<TargetThread> Threads(NettraceEnd end, long began)
    {
        var own = OwnThreads.Current;
        var threads = ImmutableArray.CreateBuilder<TargetThread>();
        foreach (var sampled in burst.Threads(end))
        {
            if (sampled.NativeId == own)
                continue;
            var quality = sampled.IsCut ? StackQuality.Truncated : StackQuality.Complete;
            threads.Add(new TargetThread((ulong)sampled.NativeId, (int)sampled.NativeId, OwnThreads.Name(sampled.NativeId), sampled.Stack, quality, false, default));
        }

        Reason = null;
        Cost = new SelfStackCost(TimeProvider.System.GetElapsedTime(began), threads.Count, burst.Rounds, end.Bytes, end.Lost);
        Log(logger => SelfStackLog.Taken(logger, threads.Count, (long)Cost.Elapsed.TotalMilliseconds, burst.Rounds));
        return threads.DrainToImmutable();
    }

    // whoever cancelled knows: that needs no line in a log
    private ImmutableArray<TargetThread> Cancelled()
    {
        Reason = "the look was cancelled.";
        return [];
    }

    private ImmutableArray<TargetThread> None(string reason)
    {
        var isNew = reason != Reason;
        Reason = reason;
        if (isNew)
            Log(logger => SelfStackLog.Unavailable(logger, reason));
        return [];
    }

    // whoever asks for stacks watches over others: a sink that throws must not end that
    private void Log(Action<ILogger> write)
    {
        try
        {
            if (options.Logger is { } logger)
                write(logger);
        }
        catch (Exception failed)
        {
            LogFailure = failed;
        }
    }
}
