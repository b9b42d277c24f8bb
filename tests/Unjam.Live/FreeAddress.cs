using System.Net;
using System.Net.Sockets;

namespace Unjam.Live;

/// <summary>Addresses that nobody listens on.</summary>
public static class FreeAddress
{
    /// <summary>Address and port on loopback, such as <c>127.0.0.1:40123</c>: the system gives none twice in a row.</summary>
    public static string OnLoopback()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }

    /// <summary>The port alone, as an environment variable has it.</summary>
    public static string Port() => OnLoopback().Split(':')[1];
}
