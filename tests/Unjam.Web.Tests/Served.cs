using System.Net;
using System.Net.Sockets;
using System.Text;
using Unjam.Fleet;

namespace Unjam.Web.Tests;

/// <summary>A server over views made by hand, and ways to talk to it.</summary>
internal sealed class Served : IAsyncDisposable
{
    public const string Token = "0123456789abcdef-token";

    private readonly WebServer server;

    private Served(WebServer server) => this.server = server;

    public IPEndPoint At => server.Endpoints[0];

    public WebServer Server => server;

    public static async Task<Served> Start(Func<FleetView>? view = null, string? token = Token, string address = "127.0.0.1", Func<TargetHistory>? history = null, params string[] allowedHosts)
    {
        var content = new WebContent(
            view ?? (() => Views.Of(WatchState.Watching)),
            (key, _) => key == Views.Shop ? history?.Invoke() ?? Views.History : null,
            id => id == "loop-blocked" ? "# loop-blocked\n\nA `callback` <holds> the loop.\n" : null,
            ["loop-blocked"]);
        var options = new WebOptions([new IPEndPoint(IPAddress.Parse(address), 0)], token, "0.1.0") { AllowedHosts = [.. allowedHosts] };
        return new Served(await WebServer.Start(options, content, TimeProvider.System));
    }

    /// <summary>Sends one request as it stands, and reads until the server closes.</summary>
    /// <param name="head">The request line and headers, without the empty line. Connection: close is added.</param>
    public Task<Reply> Ask(string head) => Send(head + "\r\nConnection: close\r\n\r\n");

    /// <summary>Asks for a path as a person at this machine would.</summary>
    /// <param name="headers">Further headers, each ended by a line end.</param>
    public Task<Reply> Get(string path, string headers = "") => Ask($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{At.Port}\r\n{headers}".TrimEnd());

    public Task<Reply> GetWithToken(string path, string token = Token) => Get(path, $"Authorization: Bearer {token}\r\n");

    /// <summary>Sends bytes as they are and reads until the server closes.</summary>
    public async Task<Reply> Send(string bytes)
    {
        using var client = await Connect();
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(bytes));
        return await Read(client);
    }

    public async Task<TcpClient> Connect()
    {
        var client = new TcpClient(At.AddressFamily);
        await client.ConnectAsync(At.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : At.Address, At.Port);
        return client;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task<Reply> Read(TcpClient client)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var whole = new MemoryStream();
        try
        {
            await client.GetStream().CopyToAsync(whole, limit.Token);
        }
        catch (IOException)
        {
            return Reply.Of(whole.ToArray()); // cut off: what came until then
        }

        return Reply.Of(whole.ToArray());
    }
}
