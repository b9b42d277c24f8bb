using System.Globalization;
using System.Net;

namespace Unjam.Web.Otlp;

/// <summary>Sees what a collector answers, which the exporter tells nobody; and sends nothing more once it is closed.</summary>
internal sealed class CollectorWitness(TimeProvider clock) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>Nothing leaves any more.</summary>
    public bool IsClosed { get; set; }

    /// <summary>What was wrong with the last request, as a clause; null when nothing was.</summary>
    public string? Wrong { get; private set; }

    /// <summary>Until when the collector asked to be left alone.</summary>
    public DateTimeOffset WaitUntil { get; private set; }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            Begin();
            return Seen(base.Send(request, cancellationToken));
        }
        catch (Exception failure) when (Explain(failure))
        {
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            Begin();
            return Seen(await base.SendAsync(request, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure) when (Explain(failure))
        {
            throw;
        }
    }

    private void Begin()
    {
        Wrong = null;
        if (IsClosed)
            throw new HttpRequestException("Sending has ended.");
    }

    private HttpResponseMessage Seen(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("grpc-status", out var statuses) && string.Concat(statuses) is not "0" and var status)
            Wrong = $"answered gRPC status {(int.TryParse(status, CultureInfo.InvariantCulture, out var number) ? number : -1)}";
        else if (!response.IsSuccessStatusCode)
            Wrong = string.Create(CultureInfo.InvariantCulture, $"answered {(int)response.StatusCode}");
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is { } after)
        {
            var now = clock.GetUtcNow();
            var wait = after.Delta ?? (after.Date - now) ?? TimeSpan.Zero;
            WaitUntil = now + (wait < LongestWait ? wait : LongestWait);
        }

        return response;
    }

    private bool Explain(Exception failure)
    {
        Wrong = failure switch
        {
            OperationCanceledException => "did not answer in time",
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "refuses connections",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "has a name that cannot be resolved",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "does not agree on TLS",
            _ => "broke the connection",
        };
        return true;
    }
}
