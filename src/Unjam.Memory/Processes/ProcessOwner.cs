using System.Buffers.Text;

namespace Unjam.Memory;

/// <summary>Who a process runs as, when it is one user in every respect.</summary>
/// <param name="User">Real, effective and saved user id, as seen from here.</param>
/// <param name="Group">Real, effective and saved group id, as seen from here.</param>
public readonly record struct ProcessOwner(uint User, uint Group)
{
    /// <summary>Reads the lines <c>Uid</c> and <c>Gid</c> of <c>/proc/PID/status</c>; null when the ids differ among themselves, or the process has ended.</summary>
    public static ProcessOwner? Of(int pid)
    {
        try
        {
            using var directory = ProcessDirectory.Open(pid);
            return Parse(directory.Read("status", new byte[4096]));
        }
        catch (Exception failure) when (failure is MemoryGoneException or UnauthorizedAccessException)
        {
            return null; // nobody's any more, or hidden
        }
    }

    internal static ProcessOwner? Parse(ReadOnlySpan<byte> status) =>
        One(status, "\nUid:"u8) is { } user && One(status, "\nGid:"u8) is { } group ? new(user, group) : null;

    private static uint? One(ReadOnlySpan<byte> status, ReadOnlySpan<byte> name)
    {
        var at = status.IndexOf(name);
        if (at < 0)
            return null;
        var rest = status[(at + name.Length)..];
        uint? first = null;
        for (var count = 0; count < 4; count++)
        {
            if (rest.IsEmpty || rest[0] != '\t' || !Utf8Parser.TryParse(rest[1..], out uint id, out var used) || (first ?? id) != id)
                return null;
            first = id;
            rest = rest[(1 + used)..];
        }

        return first;
    }
}
