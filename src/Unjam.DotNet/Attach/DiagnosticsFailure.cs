namespace Unjam.DotNet.Attach;

/// <summary>Why a runtime's diagnostics cannot be used.</summary>
public enum DiagnosticsFailure
{
    /// <summary>There is no port: diagnostics are disabled in the process, or it is no .NET process.</summary>
    NoPort,

    /// <summary>There was a port, and its file is gone.</summary>
    Deleted,

    /// <summary>The port refuses the connection: it belongs to another user, or its process is gone.</summary>
    Refused,

    /// <summary>Another process than the one it belongs to listens on the port.</summary>
    Stranger,

    /// <summary>The port takes connections and does not answer, or breaks off.</summary>
    NoAnswer,

    /// <summary>The runtime does not know the command, or does not carry it out.</summary>
    Rejected,
}
