using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Unjam.Web.Answers;

/// <summary>Live events, one a second (more at first), to those who listen and only while they do. Each client has one event under way at most: who does not take it in time is dropped.</summary>
internal sealed class Streams(TimeProvider time, CancellationToken stopping)
{
    private int open;

    /// <summary>Sends the first event at once, some soon after it, and then one each second, until the client goes or the server stops.</summary>
    /// <param name="next">Writes the JSON of the next event and returns its name.</param>
    public async Task Serve(HttpContext context, Func<IBufferWriter<byte>, string> next)
    {
        if (Interlocked.Increment(ref open) > WebLimits.Streams)
        {
            Interlocked.Decrement(ref open);
            await (Refusal.Of(StatusCodes.Status503ServiceUnavailable, $"{WebLimits.Streams} pages are live already: close one.") with { RetryAfter = 5 }).Send(context);
            return;
        }

        try
        {
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            context.Response.Headers["X-Accel-Buffering"] = "no";
            if (!HttpMethods.IsHead(context.Request.Method))
                await Send(context, next);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    private async Task Send(HttpContext context, Func<IBufferWriter<byte>, string> next)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using var beat = new PeriodicTimer(WebLimits.StreamSoon, time);
        var sent = 0;
        var (json, whole) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        try
        {
            await context.Response.StartAsync(end.Token);
            do
            {
                json.ResetWrittenCount();
                whole.ResetWrittenCount();
                Encoding.UTF8.GetBytes($"event: {next(json)}\ndata: ", whole);
                whole.Write(json.WrittenSpan);
                whole.Write("\n\n"u8);
                await context.Response.Body.WriteAsync(whole.WrittenMemory, end.Token).AsTask().WaitAsync(WebLimits.SlowStream, time, end.Token);
                if (++sent == WebLimits.SoonEvents)
                    beat.Period = WebLimits.StreamEvery;
            }
            while (await beat.WaitForNextTickAsync(end.Token));
        }
        catch (TimeoutException)
        {
            context.Abort(); // it does not read
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            context.Abort(); // the server stops: the client will come again
        }
    }
}
