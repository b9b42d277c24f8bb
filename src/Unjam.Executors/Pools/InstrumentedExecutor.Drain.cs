using System.Collections.Immutable;

namespace Unjam.Executors;

public sealed partial class InstrumentedExecutor
{
    private const int MostNames = 100;

    // more than a timer takes
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock draining = new();
    private volatile Stage stage;
    private Task<DrainReport>? drain;

    /// <summary>Takes no more work, lets run what was taken, and says what was not run when the deadline came.</summary>
    /// <param name="deadline">How long it may take; zero gives up at once what has not begun.</param>
    /// <param name="cancellationToken">Brings the deadline forward.</param>
    /// <returns>What was left; a second call gets the report of the first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The deadline is negative.</exception>
    public async ValueTask<DrainReport> DrainAsync(TimeSpan deadline, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(deadline, TimeSpan.Zero);
        Task<DrainReport> report;
        lock (draining)
            report = drain ??= Drain(deadline, cancellationToken);
        return await report.ConfigureAwait(false);
    }

    /// <summary>Drains with the deadline of the options; what is left then is logged.</summary>
    public async ValueTask DisposeAsync()
    {
        await DrainAsync(options.DrainDeadline).ConfigureAwait(false);
        stage = Stage.Disposed;
        Meters.Dispose();
    }

    private async Task<DrainReport> Drain(TimeSpan deadline, CancellationToken cancellationToken)
    {
        var from = Clock.Now();
        stage = Stage.Draining;
        // workers count an end and read the stage without a fence between: this one makes every thread's counts visible here, or the stage there
        Interlocked.MemoryBarrierProcessWide();
        // the rest not under the caller's lock
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        JudgeDrained();
        try
        {
            await drained.Task.WaitAsync(deadline < LongestWait ? deadline : LongestWait, Clock.Provider, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            return await GiveUp(from).ConfigureAwait(false);
        }

        Stop();
        return new(Clock.Span(Clock.Now() - from), 0, [], [], 0);
    }

    private async Task<DrainReport> GiveUp(long from)
    {
        Stop();
        var names = ImmutableArray.CreateBuilder<string>();
        var notRun = Abandon(names);
        var running = ImmutableArray.CreateBuilder<string>();
        foreach (var worker in Crew.Workers)
        {
            if (worker.TryRead(out var item, out _))
                running.Add(WorkNames.Of(item.Work).Name);
        }

        var awaiting = (int)counters.Add(Crew.Workers).Awaiting;
        await stopping.CancelAsync().ConfigureAwait(false);
        DrainReport report = new(Clock.Span(Clock.Now() - from), notRun, names.ToImmutable(), running.ToImmutable(), awaiting);
        if (!report.IsComplete)
            Journal.Left(report);
        return report;
    }

    private void Stop()
    {
        stage = Stage.Stopped;
        Interlocked.MemoryBarrierProcessWide();
        Crew.Close();
    }

    private void JudgeDrained()
    {
        if (stage != Stage.Draining)
            return;
        // of two that end at the same time at least one sees both
        Interlocked.MemoryBarrier();
        if (counters.Add(Crew.Workers).Outstanding == 0)
            drained.TrySetResult();
    }

    /// <summary>Cancels everything that waits. Whoever publishes after the stop does it too, so nothing stays behind.</summary>
    private int Abandon(ImmutableArray<string>.Builder? names)
    {
        var count = 0;
        while (Queue.TryDequeue(out var entry))
            count += Abandon(entry.Work, names);
        while (room is not null && room.TryAbandon(out var entry))
            count += Abandon(entry.Item, names);
        return count;
    }

    private int Abandon(object work, ImmutableArray<string>.Builder? names)
    {
        var item = work as IItem;
        if (item is not null && !item.TryTake())
            return 0;
        counters.CancelInQueue();
        if (names?.Count < MostNames)
            names.Add(WorkNames.Of(work).Name);
        item?.Conclude(Outcome.Cancelled);
        return 1;
    }

    private ExecutorRejectedException RefuseFull()
    {
        CountFull();
        return new($"The executor '{Name}' is full: {room!.Limit} items wait already, as many as its limit allows. Submit less, give it more threads, or choose FullPolicy.Wait.");
    }

    private void CountFull()
    {
        counters.Reject();
        JudgeDrained();
        Journal.Rejected("its queue is full");
    }

    private Exception Refuse()
    {
        counters.Reject();
        var refusal = Refusal();
        Journal.Rejected(refusal.Message);
        JudgeDrained();
        return refusal;
    }

    private Exception Refusal() => stage == Stage.Disposed
        ? new ObjectDisposedException(Name, $"The executor '{Name}' was disposed and takes no more work.")
        : new ExecutorRejectedException($"The executor '{Name}' is being drained and takes no more work.");
}
