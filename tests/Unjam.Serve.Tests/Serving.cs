using System.Globalization;
using Unjam.Live;

namespace Unjam.Serve.Tests;

/// <summary>The shipped <c>unjam serve</c> over some processes, until this is disposed.</summary>
internal sealed class Serving : IDisposable
{
    private readonly TokenFile token = new();
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly Daemon daemon;

    private Serving(string[] arguments)
    {
        Address = FreeAddress.OnLoopback();
        daemon = Daemon.Start(new Uri($"http://{Address}/healthz"), [Repository.Command, "serve", "--listen", Address, "--token-file", token.Path, .. arguments]);
    }

    public string Address { get; }

    public int Pid => daemon.Pid;

    /// <summary>What it wrote so far.</summary>
    public string Said => daemon.Said;

    public static Serving Over(params IEnumerable<LiveTarget> targets) =>
        new([.. targets.SelectMany(target => (string[])["-p", target.Pid.ToString(CultureInfo.InvariantCulture)])]);

    /// <summary>The text of a path that needs no token.</summary>
    public string Get(string path) => client.GetStringAsync(new Uri($"http://{Address}{path}")).GetAwaiter().GetResult();

    public void Dispose()
    {
        daemon.Dispose();
        client.Dispose();
        token.Dispose();
    }
}
