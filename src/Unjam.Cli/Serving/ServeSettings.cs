using System.Collections.Immutable;
using Unjam.Fleet;

namespace Unjam.Cli.Serving;

/// <summary>What a command line or a file says of serving; null where it says nothing.</summary>
internal sealed record ServeSettings
{
    public static ServeSettings None { get; } = new();

    /// <summary>Processes to watch by their process id.</summary>
    public ImmutableArray<int> Pids { get; init; } = [];

    /// <summary>Processes to watch by their command line.</summary>
    public ImmutableArray<TargetPattern> Patterns { get; init; } = [];

    public ListenAddress? Listen { get; init; }

    /// <summary>Share of a core that Unjam may use.</summary>
    public double? MaxCpu { get; init; }

    /// <summary>Looks a second at a target of which something is suspected, at most.</summary>
    public double? Rate { get; init; }

    public int? MaxTargets { get; init; }

    public string? TokenFile { get; init; }

    public ImmutableArray<string> AllowedHosts { get; init; } = [];

    /// <summary>Whether facts are told to whoever asks.</summary>
    public bool? WithoutToken { get; init; }

    /// <summary>Whether metrics name functions.</summary>
    public bool? Culprits { get; init; }

    /// <summary>Where metrics are sent by OTLP.</summary>
    public string? Otlp { get; init; }

    /// <summary>These settings where they say something, those below them elsewhere; what there can be several of is added up.</summary>
    public ServeSettings Over(ServeSettings below) => new()
    {
        Pids = [.. Pids, .. below.Pids],
        Patterns = [.. Patterns, .. below.Patterns],
        Listen = Listen ?? below.Listen,
        MaxCpu = MaxCpu ?? below.MaxCpu,
        Rate = Rate ?? below.Rate,
        MaxTargets = MaxTargets ?? below.MaxTargets,
        TokenFile = TokenFile ?? below.TokenFile,
        AllowedHosts = [.. AllowedHosts, .. below.AllowedHosts],
        WithoutToken = WithoutToken ?? below.WithoutToken,
        Culprits = Culprits ?? below.Culprits,
        Otlp = Otlp ?? below.Otlp,
    };
}
