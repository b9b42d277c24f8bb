using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Unjam.Web.Answers;

/// <summary>Why a request is not answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Sentence">The reason for a person; nothing of the request is in it.</param>
internal sealed record Refusal(int Status, string Sentence)
{
    /// <summary>The methods that are allowed instead.</summary>
    public string? Allow { get; init; }

    /// <summary>Seconds after which to try again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>A token has to be shown.</summary>
    public bool IsChallenge { get; init; }

    public static Refusal Of(int status, string sentence) => new(status, sentence);

    public Task Send(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (Allow is not null)
            headers.Allow = Allow;
        if (RetryAfter is { } seconds)
            headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (IsChallenge)
            headers.WWWAuthenticate = "Bearer realm=\"unjam\"";
        if (Status is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status405MethodNotAllowed)
            headers.Connection = "close"; // what follows the head of such a request is not read
        return Body.Text(context, Status, Sentence + "\n");
    }
}
