using Microsoft.AspNetCore.Http;
using Unjam.Fleet;

namespace Unjam.Web.Answers;

/// <summary>Whether the server lives, and whether it watches what it should. Neither names a target.</summary>
internal sealed class HealthAnswer(Func<FleetView> view)
{
    public static Task Alive(HttpContext context) => Body.Text(context, StatusCodes.Status200OK, "alive\n");

    /// <summary>Ready when at least one target is watched, or none was found yet; not when all that were found refuse or are still being attached to.</summary>
    public Task Ready(HttpContext context)
    {
        var targets = view().Targets.Where(target => target.State != WatchState.Gone).ToArray();
        var watched = targets.Count(target => target.State == WatchState.Watching);
        return targets.Length == 0 || watched > 0
            ? Body.Text(context, StatusCodes.Status200OK, $"ready: {watched} of {targets.Length} targets are watched\n")
            : Body.Text(context, StatusCodes.Status503ServiceUnavailable, $"not ready: none of {targets.Length} targets is watched\n");
    }
}
