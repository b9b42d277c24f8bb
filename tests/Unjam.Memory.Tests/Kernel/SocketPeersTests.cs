using System.Net;
using System.Net.Sockets;

namespace Unjam.Memory.Tests;

public sealed class SocketPeersTests
{
    [Theory]
    [InlineData("0100007F:1F90", "127.0.0.1:8080")]
    [InlineData("0000000000000000FFFF00000100007F:1538", "127.0.0.1:5432")]
    [InlineData("00000000000000000000000001000000:0050", "[::1]:80")]
    [InlineData("00000000:0000", null)]
    [InlineData("0100007F", null)]
    [InlineData("rubbish!:0050", null)]
    [InlineData("0100007F:99999", null)]
    [InlineData("", null)]
    public void Parse_FieldOfTheTable_IsAddressAndPort(string field, string? peer) => Assert.Equal(peer, SocketPeers.Parse(field));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void Of_ConnectedSocket_IsWhereItIsConnectedTo(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        using var client = new TcpClient(IPAddress.Parse(address).AddressFamily);
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        using var own = ProcessDirectory.Open(Environment.ProcessId);
        var peers = new SocketPeers(own);
        var descriptor = own.ReadLink($"fd/{client.Client.Handle}");
        Assert.Null(peers.Of(descriptor));
        peers.MayRead = true;
        Assert.Equal(listener.LocalEndpoint.ToString(), peers.Of(descriptor));
        Assert.False(peers.MayRead);
        Assert.Equal(listener.LocalEndpoint.ToString(), peers.Of(descriptor));
        peers.MayRead = true;
        Assert.Null(peers.Of(own.ReadLink($"fd/{listener.Server.Handle}")));
        Assert.True(peers.MayRead, "a socket that is known does not use up the permission");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/etc/passwd")]
    [InlineData("pipe:[12]")]
    [InlineData("socket:[]")]
    [InlineData("socket:[99999999999999999999999]")]
    public void Of_AnythingElse_IsNothing(string? descriptor)
    {
        using var own = ProcessDirectory.Open(Environment.ProcessId);
        Assert.Null(new SocketPeers(own) { MayRead = true }.Of(descriptor));
    }
}
