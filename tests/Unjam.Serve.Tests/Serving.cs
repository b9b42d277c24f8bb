using System.Globalization;
using System.Net.Http.Headers;
using Unjam.Live;

namespace Unjam.Serve.Tests;

/// <summary>The shipped <c>unjam serve</c> over some processes, until this is disposed.</summary>
internal sealed class Serving : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("unjam-serve-").FullName;
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly Daemon daemon;

    private Serving(string[] arguments)
    {
        Address = FreeAddress.OnLoopback();
        TokenFile = Path.Combine(folder, "token");
        File.WriteAllText(TokenFile, "a-token-of-the-tests-that-is-long-enough-0123456789");
        CommandRun.Of(["chmod", "600", TokenFile]);
        daemon = Daemon.Start(IsAlive, [Repository.Command, "serve", "--listen", Address, "--token-file", TokenFile, .. arguments]);
    }

    public string Address { get; }

    public string TokenFile { get; }

    public string Token => File.ReadAllText(TokenFile).Trim();

    public int Pid => daemon.Pid;

    /// <summary>What it wrote so far.</summary>
    public string Said => daemon.Said;

    public static Serving Over(params IEnumerable<LiveTarget> targets) =>
        new([.. targets.SelectMany(target => (string[])["-p", target.Pid.ToString(CultureInfo.InvariantCulture)])]);

    /// <summary>The text of a path that needs no token.</summary>
    public string Get(string path) => client.GetStringAsync(new Uri($"http://{Address}{path}")).GetAwaiter().GetResult();

    /// <summary>The text of a path that needs the token.</summary>
    public string GetWithToken(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{Address}{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var answer = client.Send(request);
        answer.EnsureSuccessStatusCode();
        return answer.Content.ReadAsStringAsync().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        daemon.Dispose();
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private bool IsAlive()
    {
        try
        {
            return Get("/healthz").Length >= 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
