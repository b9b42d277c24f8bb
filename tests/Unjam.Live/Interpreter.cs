using System.Collections.Immutable;

namespace Unjam.Live;

/// <summary>A Python that target programs can be run with.</summary>
/// <param name="Name">What test results call it, such as <c>3.11.7</c>; the machine's own one carries <c>(system)</c>.</param>
/// <param name="Version">Its version, three numbers.</param>
/// <param name="Executable">Its path, inside <paramref name="Root"/> when that is set.</param>
/// <param name="Root">The folder that it takes for the root of all files; null for the machine's own.</param>
/// <param name="Packages">Which of the packages that target programs need it can import.</param>
public sealed record Interpreter(string Name, Version Version, string Executable, string? Root, ImmutableHashSet<string> Packages)
{
    /// <summary>Minor series, such as <c>3.11</c>.</summary>
    public string Series => $"{Version.Major}.{Version.Minor}";

    /// <summary>What starts it. Every word of it replaces itself by the next, so the process that is started becomes the Python itself.</summary>
    public ImmutableArray<string> Prefix { get; } =
    [
        // its own session, so that it and its children can be ended together; killed when we are, whatever ends us
        "setsid",
        .. Root is not null && !Environment.IsPrivilegedProcess ? (string[])["unshare", "--map-root-user"] : [],
        "setpriv", "--pdeathsig", "KILL",
        .. Root is not null ? (string[])["chroot", Root] : [],
        Executable,
    ];

    public override string ToString() => Name;
}
