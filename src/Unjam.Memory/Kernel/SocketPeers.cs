using System.Globalization;
using System.Net;
using System.Text;

namespace Unjam.Memory;

/// <summary>The other ends of a process's sockets, as the tables of its network namespace have them. Asks for a whole table at once and keeps it.</summary>
/// <remarks>Source: proc_pid_net(5): the fields rem_address and inode of <c>/proc/PID/net/tcp</c> and their like; addresses are words of the machine's order.</remarks>
public sealed class SocketPeers(ProcessDirectory directory)
{
    private const int MostBytes = 4 << 20;
    private const int MostKnown = 16384;
    private const string Socket = "socket:[";

    private static readonly string[] Tables = ["net/tcp", "net/tcp6", "net/udp", "net/udp6"];

    private readonly Dictionary<ulong, string?> known = [];

    /// <summary>The tables may be read once when a socket is new, which costs a microsecond or so for each socket of the machine; then no more until this is set again.</summary>
    public bool MayRead { get; set; }

    /// <summary>The other end of a socket as <c>address:port</c>; null when it has none, or it is not known and no table may be read.</summary>
    /// <param name="descriptor">What the descriptor is, as <c>/proc/PID/fd</c> names it.</param>
    public string? Of(string? descriptor)
    {
        if (descriptor is null || !descriptor.StartsWith(Socket, StringComparison.Ordinal)
            || !ulong.TryParse(descriptor.AsSpan(Socket.Length).TrimEnd(']'), CultureInfo.InvariantCulture, out var inode))
            return null;
        if (known.TryGetValue(inode, out var peer) || !MayRead)
            return peer;
        MayRead = false;
        if (known.Count >= MostKnown)
            known.Clear();
        foreach (var table in Tables)
            Learn(table);
        // one that is in no table is no socket of these kinds: it is not looked for again
        return known[inode] = known.GetValueOrDefault(inode);
    }

    /// <summary>The address and port of a field such as <c>0100007F:1F90</c>; null when it is none, or nothing is at the other end.</summary>
    internal static string? Parse(ReadOnlySpan<char> field)
    {
        var colon = field.IndexOf(':');
        if (colon is not (8 or 32) || !ushort.TryParse(field[(colon + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port) || port == 0)
            return null;
        Span<byte> bytes = stackalloc byte[colon / 2];
        for (var word = 0; word < colon / 8; word++)
        {
            if (!uint.TryParse(field.Slice(word * 8, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
                return null;
            BitConverter.TryWriteBytes(bytes[(word * 4)..], value);
        }

        var address = new IPAddress(bytes);
        return new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port).ToString();
    }

    private void Learn(string table)
    {
        byte[] bytes;
        try
        {
            bytes = directory.ReadAll(table, MostBytes);
        }
        catch (Exception gone) when (gone is UnauthorizedAccessException or MemoryGoneException)
        {
            return; // a kernel without this family, or a process that ends: nothing is known of these sockets
        }

        foreach (var line in Encoding.ASCII.GetString(bytes).Split('\n').Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (known.Count < MostKnown && fields.Length > 9 && ulong.TryParse(fields[9], CultureInfo.InvariantCulture, out var inode) && inode != 0)
                known[inode] = Parse(fields[2]);
        }
    }
}
