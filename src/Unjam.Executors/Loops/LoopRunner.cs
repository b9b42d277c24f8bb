namespace Unjam.Executors;

/// <summary>Runs the callbacks and timers of one loop on the thread that calls <see cref="Run"/>.</summary>
internal sealed class LoopRunner
{
    private const long None = -1;

    private static readonly int Spins = Environment.ProcessorCount > 1 ? 20 : 0;

    private readonly LoopParts parts;
    private readonly LoopQueue queue;
    private readonly LoopClock clock;
    private readonly LoopNow now;
    private readonly LoopTally tally;
    private readonly SynchronizationContext context;
    private readonly TimerWheel wheel = new();
    private ExecutionContext? home;
    private LoopItem[] due = new LoopItem[16];
    private long timerAt = long.MaxValue;
    private long attentionAt = long.MaxValue;
    private int timers;
    private bool isCut;
    private volatile bool isAsked;

    // when the last callback ended, while nothing but taking the next batch came after it: the next one begins then
    private long boundary = None;

    public LoopRunner(LoopParts parts)
    {
        (this.parts, queue, clock) = (parts, parts.Queue, parts.Clock);
        (now, tally, context) = (parts.Now, parts.Tally, parts.Context);
    }

    /// <summary>Timers that are armed.</summary>
    public int Timers => Volatile.Read(ref timers);

    /// <summary>When the earliest timer has to be looked at: a timestamp; <see cref="long.MaxValue"/> without timers.</summary>
    public long TimerAt => Volatile.Read(ref timerAt);

    /// <summary>Runs until the loop has closed; gives the callbacks that did not run.</summary>
    public List<LoopItem> Run()
    {
        home = ExecutionContext.Capture() ?? throw new InvalidOperationException("A loop cannot run while the flow of the execution context is suppressed.");
        SynchronizationContext.SetSynchronizationContext(context);
        var left = new List<LoopItem>();
        while (!isCut)
        {
            var items = queue.TakeArray(out var count);
            if (count > 0)
            {
                RunAll(items, count, left);
                continue;
            }

            boundary = None;
            if (clock.Now() is var at && (at >= attentionAt || isAsked))
                Attend(at);
            else if (parts.Closing.IsOver(at, parts.Running))
                isCut = true;
            else
                Park();
        }

        // what was accepted before the queue closed has a right to run, unless time is up
        queue.Close();
        var last = queue.TakeArray(out var rest);
        if (rest > 0)
            RunAll(last, rest, left);
        SynchronizationContext.SetSynchronizationContext(null);
        return left;
    }

    /// <summary>Has the loop look at its deadline, which has changed. From any thread.</summary>
    public void Reconsider()
    {
        isAsked = true;
        parts.Parking.Wake();
    }

    /// <summary>Arms a timer, or takes a cancelled one out. On the loop's thread.</summary>
    public void Change(LoopTimer timer)
    {
        if (!timer.IsWaiting)
            wheel.Remove(timer);
        else
            wheel.Add(timer);
        Attention();
    }

    private void Attention()
    {
        Volatile.Write(ref timers, wheel.Count);
        Volatile.Write(ref timerAt, clock.StartOf(wheel.Next));
        attentionAt = Math.Min(timerAt, parts.Closing.Deadline);
    }

    private void RunAll(LoopItem[] items, int count, List<LoopItem> left)
    {
        var before = now.Enter(items, count);
        var at = RunGuarded(items, count, isTimers: false);
        left.AddRange(items.AsSpan(at, count - at));
        now.Leave(before);
        Array.Clear(items, 0, count);
    }

    // gives the index of the first item that has not run: the count but for a loop whose time is up
    private int RunGuarded(LoopItem[] items, int count, bool isTimers)
    {
        var at = 0;
        while (at < count)
        {
            try
            {
                return RunSome(items, count, ref at, isTimers);
            }
            catch (Exception failure)
            {
                Fail(items[at++], failure);
            }
        }

        return at;
    }

    private int RunSome(LoopItem[] items, int count, ref int at, bool isTimers)
    {
        var began = boundary == None ? clock.Now() : boundary;
        for (; at < count; at++)
        {
            ref readonly var item = ref items[at];
            now.Begin(at, began);
            ExecutionContext.Restore(item.Context ?? home!);
            Invoke(item);
            if (SynchronizationContext.Current != context)
                SynchronizationContext.SetSynchronizationContext(context);
            var ended = clock.Now();
            if (tally.End(item, began, ended))
                parts.WakeWatch();
            now.Forget();
            began = boundary = ended;
            if ((ended < attentionAt && !isAsked) || isTimers)
                continue;
            Attend(ended);
            if (isCut)
                return at + 1;
            began = boundary = clock.Now();
        }

        return at;
    }

    private void Invoke(in LoopItem item)
    {
        switch (item.Callback)
        {
            case Action action:
                action();
                break;
            case SendOrPostCallback post:
                post(item.State);
                break;
            case ILoopWork work:
                work.Run();
                break;
            case Task task:
                parts.Scheduler.Execute(task);
                break;
            case LoopTimer { IsTaken: true } timer when timer.TryEnd():
                timer.Callback();
                break;
            case LoopTimer { IsTaken: false } timer:
                Change(timer);
                break;
        }
    }

    private void Fail(in LoopItem item, Exception failure)
    {
        var began = now.Began;
        if (SynchronizationContext.Current != context)
            SynchronizationContext.SetSynchronizationContext(context);
        tally.Fail();
        parts.Waits.IsAside = true;
        parts.Log.Failed(CallbackName.Of(item).Name, failure);
        parts.Waits.IsAside = false;
        boundary = clock.Now();
        if (tally.End(item, began, boundary))
            parts.WakeWatch();
        now.Forget();
    }

    // runs the timers that are due, and looks whether a closing loop's time is up
    private void Attend(long at)
    {
        isAsked = false;
        isCut |= parts.Closing.IsCut(at);
        var tick = clock.TickOf(at);
        var count = 0;
        while (!isCut && wheel.TakeDue(tick) is { } timer)
        {
            timer.IsTaken = true;
            if (count == due.Length)
                Array.Resize(ref due, count * 2);
            due[count++] = new LoopItem(timer, null, timer.Context, timer.DueAt);
        }

        Attention();
        if (count == 0)
            return;
        var before = now.Enter(due, count);
        RunGuarded(due, count, isTimers: true);
        now.Leave(before);
        Array.Clear(due, 0, count);
    }

    private void Park()
    {
        for (var spin = 0; spin < Spins; spin++)
        {
            if (queue.Count > 0)
                return;
            Thread.SpinWait(10);
        }

        ExecutionContext.Restore(home!);
        if (!queue.TryPark())
            return;

        // its own wait is no blocking call: it is not to be seen
        SynchronizationContext.SetSynchronizationContext(null);
        parts.Parking.WaitUntil(attentionAt);
        SynchronizationContext.SetSynchronizationContext(context);
        queue.Unpark();
    }
}
