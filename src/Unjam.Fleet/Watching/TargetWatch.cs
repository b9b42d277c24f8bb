using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>The watch of one process from when it was found until it has gone. One thread drives it; anyone may ask for its view.</summary>
internal sealed class TargetWatch(TargetKey key, string name, Setting setting) : IDisposable
{
    // A process that was found or has ended is not to wait for long until that is noticed.
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(1);

    // A process that is starting is ready soon; one that may not be read, seldom changes.
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(1), SeldomAgain = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);

    private readonly TargetRecord record = new(key, name, setting);
    private Lookout? lookout;
    private TimeSpan again = SoonAgain;
    private long? refusedAt;
    private volatile bool hasLeft;
    private volatile bool isReleased;

    public TargetKey Key => key;

    public string Name => name;

    public WatchState State
    {
        get
        {
            lock (record.Gate)
                return record.State;
        }
    }

    /// <summary>Whether any look was taken.</summary>
    public bool HasSeen
    {
        get
        {
            lock (record.Gate)
                return record.Tally.Looks is not { Ok: 0, Degraded: 0, Failed: 0 };
        }
    }

    /// <summary>Loops and pools that are more than are kept.</summary>
    public int Beyond
    {
        get
        {
            lock (record.Gate)
                return record.State == WatchState.Watching ? record.Tally.Beyond : 0;
        }
    }

    public TargetView View() => record.View();

    public TargetHistory History(DateTimeOffset since) => record.History(since);

    /// <summary>The process is no longer there, or is not to be watched any more.</summary>
    public void Leave() => hasLeft = true;

    /// <summary>Watches a process again that had gone: it has become another program.</summary>
    /// <returns>False while the last watch has not yet let go of it.</returns>
    public bool BeginAgain()
    {
        if (!isReleased)
            return false;
        (hasLeft, isReleased, refusedAt, again) = (false, false, null, SoonAgain);
        record.Become(WatchState.Attaching, null);
        return true;
    }

    /// <summary>Does what is to be done now: attaches, or takes a look. Never fails.</summary>
    /// <returns>How long to wait before the next step; infinite when there is none.</returns>
    public TimeSpan Step()
    {
        try
        {
            if (hasLeft)
                return End("The process has ended, or does not match any more.");
            return lookout?.Look() ?? Attach();
        }
        catch (TargetGoneException gone)
        {
            return End(gone.Message);
        }
        catch (AttachException refused)
        {
            return refused.Failure == AttachFailure.NoSuchProcess
                ? End(refused.Message)
                : Refuse(refused.Message, refused.Failure == AttachFailure.NotReady ? SoonAgain : SeldomAgain);
        }
        catch (Exception failure)
        {
            // whatever goes wrong with one target must not end the watch of the others
            return Refuse($"Watching it failed, and will be tried again: {failure.GetType().Name}: {failure.Message}", SeldomAgain / 2);
        }
    }

    /// <summary>Lets go of the process.</summary>
    public void Dispose()
    {
        lookout?.Dispose();
        lookout = null;
        isReleased = true;
    }

    private TimeSpan Attach()
    {
        if (refusedAt is { } at && again - setting.Time.GetElapsedTime(at) is var rest && rest > TimeSpan.Zero)
            return rest < AtLeastEvery ? rest : AtLeastEvery;
        if (!setting.Governor.TryBeginAttach())
            return Turn;
        try
        {
            var attached = setting.Attacher.Attach(key.Pid);
            lookout = new Lookout(attached, record, setting);
            lock (record.Gate)
                record.Target = attached.Target;
        }
        finally
        {
            setting.Governor.EndAttach();
        }

        record.Become(WatchState.Watching, null);
        return TimeSpan.Zero;
    }

    private TimeSpan Refuse(string reason, TimeSpan first)
    {
        lookout?.Dispose();
        lookout = null;

        // each time it is tried again after twice the time, up to five minutes
        again = refusedAt is null || again < first ? first : again * 2 < SeldomAgain * 5 ? again * 2 : SeldomAgain * 5;
        refusedAt = setting.Time.GetTimestamp();
        record.Become(WatchState.Refused, reason);
        return AtLeastEvery;
    }

    private TimeSpan End(string reason)
    {
        Dispose();
        record.Become(WatchState.Gone, reason);
        return Timeout.InfiniteTimeSpan;
    }
}
