using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Unjam.Export.Pprof;
using Unjam.Fleet;

namespace Unjam.Web.Answers;

/// <summary>Waiting time as a pprof profile: since the watch began or, with <c>?seconds=N</c>, in the next N seconds.</summary>
/// <param name="choose">Which of the two profiles.</param>
internal sealed class ProfileAnswer(WebContent content, TimeProvider time, Func<TargetHistory, ImmutableArray<WaitingStack>> choose)
{
    private const int LongestSeconds = 300;
    private const int MostAtOnce = 4;

    private readonly DateTimeOffset began = time.GetUtcNow();
    private int running;

    public async Task Send(HttpContext context)
    {
        string? given = context.Request.Query["seconds"];
        if (!PageAnswer.TryTarget(context, out var target))
        {
            await PageAnswer.WrongKey(context);
        }
        else if (given is null)
        {
            await Send(context, Samples(target), began);
        }
        else if (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > LongestSeconds)
        {
            await Refusal.Of(StatusCodes.Status400BadRequest, $"seconds is a number from 1 to {LongestSeconds}.").Send(context);
        }
        else
        {
            await SendNext(context, target, TimeSpan.FromSeconds(seconds));
        }
    }

    private async Task SendNext(HttpContext context, TargetKey? target, TimeSpan span)
    {
        if (Interlocked.Increment(ref running) > MostAtOnce)
        {
            Interlocked.Decrement(ref running);
            await (Refusal.Of(StatusCodes.Status429TooManyRequests, $"{MostAtOnce} profiles are being taken already.") with { RetryAfter = 10 }).Send(context);
            return;
        }

        try
        {
            var (from, before) = (time.GetUtcNow(), new Dictionary<string, PprofSample>());
            foreach (var sample in Samples(target))
                before[KeyOf(sample)] = sample;
            if (!HttpMethods.IsHead(context.Request.Method))
                await Task.Delay(span, time, context.RequestAborted);
            await Send(context, Samples(target).Select(sample => Since(sample, before)).Where(sample => sample.Looks > 0 || sample.Waited > TimeSpan.Zero), from);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private Task Send(HttpContext context, IEnumerable<PprofSample> samples, DateTimeOffset from)
    {
        using var bytes = new MemoryStream();
        PprofProfile.Write(bytes, samples, from, time.GetUtcNow() - from);
        return Body.Bytes(context, StatusCodes.Status200OK, PprofProfile.ContentType, bytes.ToArray());
    }

    private List<PprofSample> Samples(TargetKey? chosen)
    {
        var samples = new List<PprofSample>();
        foreach (var target in content.View().Targets.Where(target => chosen is null || target.Key == chosen))
        {
            // stacks are what is wanted: no points, no spans
            if (content.History(target.Key, DateTimeOffset.MaxValue) is { } history)
                samples.AddRange(choose(history).Select(stack => new PprofSample($"{target.Name}/{target.Key.Pid}/{stack.Of}", stack.Stack.Frames, stack.Waited, stack.Times)));
        }

        return samples;
    }

    private static string KeyOf(PprofSample sample) => sample.Of + "\n" + string.Join('\n', sample.Frames.Select(frame => frame.ToString()));

    private static PprofSample Since(PprofSample now, Dictionary<string, PprofSample> before) => before.TryGetValue(KeyOf(now), out var then)
        ? now with { Waited = now.Waited - then.Waited, Looks = Math.Max(0, now.Looks - then.Looks) }
        : now;
}
