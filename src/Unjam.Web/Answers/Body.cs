using System.Text;
using Microsoft.AspNetCore.Http;

namespace Unjam.Web.Answers;

/// <summary>Sends answers that are whole in memory.</summary>
internal static class Body
{
    public const string PlainText = "text/plain; charset=utf-8";

    public const string Html = "text/html; charset=utf-8";

    public const string Json = "application/json; charset=utf-8";

    public static Task Text(HttpContext context, int status, string text) => Bytes(context, status, PlainText, Encoding.UTF8.GetBytes(text));

    public static async Task Bytes(HttpContext context, int status, string type, ReadOnlyMemory<byte> bytes)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(WebLimits.SlowAnswer);
        try
        {
            await context.Response.Body.WriteAsync(bytes, patience.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort(); // the client has gone, or does not read
        }
    }
}
