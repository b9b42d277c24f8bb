using Unjam.Cli.Commands;

namespace Unjam.Cli.Serving;

/// <summary>Everything about serving that can be set.</summary>
internal static class AllSettings
{
    private const int MostTargets = 10_000;

    public static IReadOnlyList<Setting> List { get; } =
    [
        new("pid", "PID", "Watch this process and those it starts; may be given several times.", (settings, text) =>
            settings with { Pids = settings.Pids.Add(Quantities.Pid(text) ?? throw new FormatException("give a process id such as 4312")) })
        { Letter = "p", IsMany = true },
        new("match", "[NAME=]REGEX", "Watch all Python and .NET processes whose command line matches, as they come and go, and call them NAME; may be given several times. [all, without this and --pid]",
            (settings, text) => settings with { Patterns = settings.Patterns.Add(Patterns.Parse(text)) })
        { IsMany = true },
        new("listen", "ADDRESS", "Where to listen. Other machines can connect only to an address that is not loopback. [127.0.0.1:9464]", (settings, text) =>
            settings with { Listen = ListenAddress.Parse(text) ?? throw new FormatException("give an address of this machine with a port, such as 127.0.0.1:9464, 0.0.0.0:9464, [::1]:9464 or 9464") }),
        new("max-cpu", "SHARE", "Share of one core that Unjam may use. [5%]", (settings, text) =>
            settings with { MaxCpu = Share(text) ?? throw new FormatException("give a share of one core between 0.1% and 400%, such as 5%") }),
        new("rate", "HZ", "Looks per second at a process of which something is suspected, at most. [50]", (settings, text) =>
            settings with { Rate = Quantities.Rate(text) is >= 2 and <= 1000 and { } rate ? rate : throw new FormatException("give looks per second between 2 and 1000, such as 50") })
        { Letter = "r" },
        new("max-targets", "N", "Most processes that are watched at a time. [200]", (settings, text) =>
            settings with { MaxTargets = Whole(text, 1, MostTargets) ?? throw new FormatException($"give a number between 1 and {MostTargets}") }),
        new("token-file", "FILE", "Where the token is that the page and the API ask for; it is made when it is not there. [$XDG_RUNTIME_DIR/unjam/token, /run/unjam/token]", (settings, text) =>
            settings with { TokenFile = text.Length > 0 && !text.Contains('\0') ? text : throw new FormatException("give the path of a file") }),
        new("allowed-host", "NAME", "A host name under which this server is reached, such as that of a proxy; may be given several times.", (settings, text) =>
            settings with { AllowedHosts = settings.AllowedHosts.Add(HostName(text) ?? throw new FormatException("give a host name without scheme and port, such as unjam.example.com")) })
        { IsMany = true },
        new("insecure-no-auth", null, "Ask for no token: whoever can connect sees the code paths of your services.", (settings, text) => settings with { WithoutToken = Flag(text) }),
        new("culprits", null, "Name functions in the metrics, at most 20 for each loop.", (settings, text) => settings with { Culprits = Flag(text) }),
        new("otlp", "URL", "Send the metrics to this OpenTelemetry collector as well; the OTEL_* variables are heeded.", (settings, text) =>
            settings with { Otlp = Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? text : throw new FormatException("give a URL such as http://localhost:4318") }),
    ];

    private static bool Flag(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new FormatException("give true or false"),
    };

    private static double? Share(string text)
    {
        var isPercent = text.EndsWith('%');
        var number = Quantities.Number(isPercent ? text[..^1].TrimEnd() : text);
        var share = isPercent ? number / 100 : number;
        return share is >= 0.001 and <= 4 ? share : null;
    }

    private static int? Whole(string text, int least, int most) =>
        Quantities.Number(text) is { } number && number == Math.Floor(number) && number >= least && number <= most ? (int)number : null;

    private static string? HostName(string text) =>
        Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4 ? text : null;
}
