using System.Collections.Immutable;
using System.Net;

namespace Unjam.Web;

/// <summary>Where the server listens and whom it answers.</summary>
/// <param name="Endpoints">Addresses to listen at; port 0 takes a free one.</param>
/// <param name="Token">What whoever asks for facts about targets has to show, at least 16 characters; null asks for nothing.</param>
/// <param name="Version">The product's version, for the page.</param>
public sealed record WebOptions(ImmutableArray<IPEndPoint> Endpoints, string? Token, string Version)
{
    /// <summary>Names of hosts that requests may be addressed to besides loopback and the address they arrive at.</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];

    /// <summary>Metrics may name the functions that caused a stall.</summary>
    public bool NamesCulprits { get; init; }
}
