using System.Collections.Immutable;
using System.Net;

namespace Unjam.Hosting;

/// <summary>Where a <see cref="MetricsServer"/> listens and whom it answers.</summary>
public sealed record MetricsServerOptions
{
    /// <summary>The address to listen at: loopback unless set otherwise. <see cref="IPAddress.Any"/> lets everyone in who reaches this machine.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Names of hosts that requests may be addressed to besides loopback and the address they arrive at, such as the service's name in a cluster.</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];

    /// <summary>The clock of its timeouts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
