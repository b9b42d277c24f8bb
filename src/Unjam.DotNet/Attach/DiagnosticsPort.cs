using System.Globalization;

namespace Unjam.DotNet.Attach;

/// <summary>The socket on which a .NET runtime takes diagnostic commands, as a path from here.</summary>
/// <remarks>
/// The runtime makes it at start in its temporary folder, as <c>dotnet-diagnostic-PID-KEY-socket</c>: the process id as the process sees it,
/// and the moment of its start (field 22 of <c>/proc/PID/stat</c>). Which folder that is, is read from the kernel's list of sockets
/// (<c>/proc/PID/net/unix</c>), never from the environment of the process.
/// </remarks>
/// <param name="Path">Where it is: through <c>/proc/PID/root</c>, for the process may be in a container.</param>
public sealed record DiagnosticsPort(string Path)
{
    // sun_path holds 108 bytes with its end
    private const int LongestPath = 107;
    private const int PathColumn = 7;

    /// <summary>The process that must listen there; null when anybody may.</summary>
    public int? Pid { get; init; }

    /// <summary>Finds the port of a process.</summary>
    /// <exception cref="DiagnosticsException">There is none.</exception>
    public static DiagnosticsPort Of(int pid)
    {
        try
        {
            var name = $"dotnet-diagnostic-{OwnNumber(pid)}-{Start(pid)}-socket";
            var bound = Bound(pid, name);
            var path = Root(pid) + (bound ?? System.IO.Path.Combine("/tmp", name));
            if (!File.Exists(path))
                throw bound is null ? NoPort(pid, null) : Deleted(pid, bound);
            return path.Length <= LongestPath
                ? new DiagnosticsPort(path) { Pid = pid }
                : throw new DiagnosticsException(DiagnosticsFailure.Refused, $"The path {path} is longer than the {LongestPath} bytes of a socket's address.");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or FormatException)
        {
            throw NoPort(pid, failed);
        }
    }

    /// <summary>Whether a process has one that can be seen from here.</summary>
    public static bool Exists(int pid)
    {
        try
        {
            return Of(pid).Pid == pid;
        }
        catch (DiagnosticsException)
        {
            return false; // there is none, which is the answer
        }
    }

    private static DiagnosticsException NoPort(int pid, Exception? inner) => new(
        DiagnosticsFailure.NoPort,
        $"Process {pid} has no diagnostics port: it is not a .NET process, is gone, or was started with DOTNET_EnableDiagnostics=0.", inner);

    private static DiagnosticsException Deleted(int pid, string path) => new(
        DiagnosticsFailure.Deleted, $"The diagnostics port of process {pid}, {path}, was deleted: restart the service, and keep whatever tidies up that folder off dotnet-diagnostic-*.");

    // Where we may not look through its eyes, its root is ours for all we know: who listens there is asked when we connect.
    private static string Root(int pid)
    {
        var root = $"/proc/{pid}/root";
        return pid != Environment.ProcessId && Directory.Exists(root + "/") ? root : "";
    }

    // the last number is the one in the innermost namespace
    private static string OwnNumber(int pid)
    {
        foreach (var line in File.ReadLines($"/proc/{pid}/status"))
        {
            if (line.StartsWith("NSpid:", StringComparison.Ordinal))
                return line[(line.LastIndexOf('\t') + 1)..].Trim();
        }

        return pid.ToString(CultureInfo.InvariantCulture);
    }

    // the name in brackets may hold anything, also brackets and blanks
    private static string Start(int pid)
    {
        const int FieldsBehindName = 19;
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields.Length > FieldsBehindName ? fields[FieldsBehindName] : throw new FormatException($"/proc/{pid}/stat has {fields.Length} fields.");
    }

    private static string? Bound(int pid, string name)
    {
        foreach (var line in File.ReadLines($"/proc/{pid}/net/unix"))
        {
            if (!line.EndsWith(name, StringComparison.Ordinal))
                continue;
            var columns = line.Split(' ', PathColumn + 1, StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length > PathColumn && columns[PathColumn].EndsWith("/" + name, StringComparison.Ordinal))
                return columns[PathColumn];
        }

        return null;
    }
}
