namespace Unjam.Executors;

/// <summary>Takes every synchronous wait and every slow callback of a loop, on the loop's thread.</summary>
internal interface IWaitSink
{
    /// <summary>A wait begins that is not over at once.</summary>
    void Waits(WaitInProgress wait, string callback);

    /// <summary>A slow callback has ended.</summary>
    void Held(SlowCallback over);
}
