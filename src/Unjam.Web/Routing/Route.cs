using Microsoft.AspNetCore.Http;

namespace Unjam.Web.Routing;

/// <summary>What is behind a path.</summary>
/// <param name="Answer">Answers a request that was let through.</param>
internal sealed record Route(Func<HttpContext, Task> Answer)
{
    /// <summary>It tells facts about targets: only to whoever shows the token.</summary>
    public bool NeedsToken { get; init; }

    /// <summary>It is a document without facts, which links of other pages may lead to.</summary>
    public bool MayBeLinked { get; init; }

    /// <summary>It is answered even when nearly all connections are busy.</summary>
    public bool IsVital { get; init; }
}
