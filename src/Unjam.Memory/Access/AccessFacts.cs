using System.Globalization;
using System.Text;

namespace Unjam.Memory;

/// <summary>What decides whether the kernel lets us read a process, as <c>/proc</c> shows it. Null where it does not show it.</summary>
/// <param name="Pid">The process.</param>
/// <param name="OurUser">Our effective user id.</param>
/// <param name="OurGroup">Our effective group id.</param>
/// <param name="OurCapabilities">Our effective capabilities.</param>
/// <param name="Users">Real, effective and saved user id of the process.</param>
/// <param name="Groups">Real, effective and saved group id of the process.</param>
/// <param name="Capabilities">Permitted capabilities of the process.</param>
/// <param name="FileOwner">Owner of its <c>/proc</c> files: root, not its user, when it is not dumpable.</param>
/// <param name="YamaScope">kernel.yama.ptrace_scope; null where the kernel has no Yama.</param>
/// <param name="IsInnerUserNamespace">Whether we are in a user namespace that does not map all users.</param>
/// <param name="IsContainer">Whether we seem to be in a container.</param>
/// <param name="IsFiltered">Whether a system-call filter (seccomp) is upon us.</param>
/// <param name="Confinement">The security module's profile that confines us, such as <c>docker-default (enforce)</c>; null when none does.</param>
/// <param name="IsHidden">Whether the process exists but <c>/proc</c> hides it (mount option hidepid).</param>
public sealed record AccessFacts(
    int Pid,
    uint OurUser,
    uint OurGroup,
    ulong OurCapabilities,
    IReadOnlyList<uint>? Users,
    IReadOnlyList<uint>? Groups,
    ulong? Capabilities,
    uint? FileOwner,
    int? YamaScope,
    bool IsInnerUserNamespace,
    bool IsContainer,
    bool IsFiltered,
    string? Confinement,
    bool IsHidden)
{
    private const ulong TracingCapability = 1UL << 19;

    /// <summary>Whether we hold CAP_SYS_PTRACE in our own user namespace.</summary>
    public bool MayTrace => (OurCapabilities & TracingCapability) != 0;

    /// <summary>Reads the facts.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="directory">Its directory; null when it could not be opened.</param>
    public static AccessFacts Read(int pid, ProcessDirectory? directory)
    {
        using var own = ProcessDirectory.Open(Environment.ProcessId);
        var we = Status(own);
        var target = directory is null ? [] : Status(directory);
        return new AccessFacts(
            pid,
            Numbers(we, "Uid") is [_, var user, ..] ? user : 0,
            Numbers(we, "Gid") is [_, var group, ..] ? group : 0,
            Mask(we, "CapEff") ?? 0,
            Numbers(target, "Uid"),
            Numbers(target, "Gid"),
            Mask(target, "CapPrm"),
            directory?.Owner,
            Scope(),
            !Text(own, "uid_map").Contains("4294967295", StringComparison.Ordinal),
            File.Exists("/.dockerenv") || File.Exists("/run/.containerenv") || Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is not null,
            we.TryGetValue("Seccomp", out var mode) && mode != "0",
            Text(own, "attr/current") is { Length: > 0 } profile && !profile.StartsWith("unconfined", StringComparison.Ordinal) ? profile : null,
            directory is null);
    }

    private static Dictionary<string, string> Status(ProcessDirectory directory)
    {
        var fields = new Dictionary<string, string>();
        foreach (var line in Text(directory, "status").Split('\n'))
        {
            var colon = line.IndexOf(':');
            if (colon > 0)
                fields.TryAdd(line[..colon], line[(colon + 1)..].Trim());
        }

        return fields;
    }

    private static string Text(ProcessDirectory directory, string name)
        => Encoding.UTF8.GetString(directory.Read(name, new byte[16 * 1024])).Trim('\0', '\n', ' ');

    private static uint[]? Numbers(Dictionary<string, string> status, string field)
    {
        if (!status.TryGetValue(field, out var text))
            return null;
        var numbers = new List<uint>();
        foreach (var part in text.Split('\t', StringSplitOptions.RemoveEmptyEntries).Take(3))
        {
            if (uint.TryParse(part, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
        }

        return [.. numbers];
    }

    private static ulong? Mask(Dictionary<string, string> status, string field)
        => status.TryGetValue(field, out var text) && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var mask)
            ? mask
            : null;

    private static int? Scope()
    {
        const string path = "/proc/sys/kernel/yama/ptrace_scope";
        return File.Exists(path) && int.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, out var scope) ? scope : null;
    }
}
