using System.Net;
using Unjam.Cli.Output;
using Unjam.Cli.Screens;

namespace Unjam.Cli.Serving;

/// <summary>The first lines of <c>unjam serve</c>: what is watched, where it is shown, and what to show to get in.</summary>
internal static class Greeting
{
    public static void Say(Stage stage, ServeSettings settings, IReadOnlyList<IPEndPoint> endpoints, AccessKey? key, bool isAll)
    {
        var processes = settings.Pids.IsEmpty ? "" : string.Join(", ", settings.Pids);
        var patterns = string.Join(", ", settings.Patterns.Select(pattern => pattern.Name is { } name ? $"{name} ({pattern.Regex})" : pattern.Regex.ToString()));
        stage.Say(isAll
            ? (Words)$"unjam {Product.Version} watches all Python and .NET processes (choose some with --match or --pid)"
            : $"unjam {Product.Version} watches {string.Join(" and all that match ", new[] { processes, patterns }.Where(text => text.Length > 0)):sentence}");
        foreach (var endpoint in endpoints)
        {
            var root = $"http://{Reachable(endpoint)}/";
            stage.Say($"  Metrics  {root}metrics");
            if (key is null)
                stage.Say($"  Page     {root}");
            else if (key.Path is null || stage.ErrorTerminal.IsTerminal)
                stage.Say($"  Page     {root}#token={key.Text}"); // a person, or nobody, would learn it otherwise
            else
                stage.Say($"  Page     {root}  the token is in {key.Path}");
        }

        if (key is null && !endpoints.All(endpoint => IPAddress.IsLoopback(endpoint.Address)))
            stage.Say($"  {Ink.Warning}Whoever can connect sees the code paths of these processes{Ink.Plain}: --insecure-no-auth asks for no token.");
    }

    // an address that stands for all of them is no place to go to
    private static IPEndPoint Reachable(IPEndPoint endpoint)
    {
        if (endpoint.Address.Equals(IPAddress.Any))
            return new(IPAddress.Loopback, endpoint.Port);
        return endpoint.Address.Equals(IPAddress.IPv6Any) ? new(IPAddress.IPv6Loopback, endpoint.Port) : endpoint;
    }
}
