using System.Diagnostics;
using Unjam.Model;

namespace Unjam.Live.Tests;

/// <summary>Takes looks into a timeline at a rate, as a watch does, until it is told to stop.</summary>
internal static class Looking
{
    /// <summary>Follows a target on a thread of its own.</summary>
    /// <param name="rate">Looks a second.</param>
    /// <param name="limit">The most looks; what comes later is not taken.</param>
    public static Task<Timeline> Follow(IProbe probe, Target target, double rate, int limit, CancellationToken until) =>
        Task.Factory.StartNew(
            () =>
            {
                var timeline = new Timeline(target, limit);
                var interval = TimeSpan.FromSeconds(1 / rate);
                var began = Stopwatch.GetTimestamp();
                for (var beat = 1L; timeline.Count < limit && !until.IsCancellationRequested; beat++)
                {
                    timeline.Take(probe, LookDepth.Memory);
                    var now = Stopwatch.GetElapsedTime(began);
                    beat = Math.Max(beat, (long)(now / interval));
                    var rest = (int)Math.Round(((interval * beat) - now).TotalMilliseconds);
                    if (rest > 0)
                        until.WaitHandle.WaitOne(rest);
                }

                return timeline;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Now, on the clock that the target shares.</summary>
    public static Moment Now => new(TimeProvider.System.GetTimestamp());
}
