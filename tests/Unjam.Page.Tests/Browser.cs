using System.Text.Json;
using Unjam.Fleet;
using Unjam.Live;
using Unjam.Web.Page;
using Unjam.Web.Security;

namespace Unjam.Page.Tests;

/// <summary>One run of a browser over the page as this build carries it: see tests/page. UNJAM_PAGE_PICTURES names a folder for its screenshots.</summary>
public sealed class Browser : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    private readonly DirectoryInfo site = Directory.CreateTempSubdirectory("unjam-page-");
    private readonly Dictionary<string, string> whys = [];
    private readonly CommandRun run;

    public Browser()
    {
        WriteSite();
        var tests = Path.Combine(Repository.Root, "tests", "page");
        if (!Directory.Exists(Path.Combine(tests, "node_modules", "playwright-core")))
            throw new InvalidOperationException("The browser's driver is not installed: run `make setup`, or `npm ci` in tests/page.");
        string[] pictures = Environment.GetEnvironmentVariable("UNJAM_PAGE_PICTURES") is { Length: > 0 } folder ? [folder] : [];
        run = CommandRun.Of(["node", Path.Combine(tests, "checks.mjs"), site.FullName, .. pictures], Limit);
        foreach (var line in run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var result = JsonDocument.Parse(line);
            var name = result.RootElement.GetProperty("check").GetString()!;
            whys[name] = result.RootElement.GetProperty("ok").GetBoolean() ? "" : result.RootElement.GetProperty("why").GetString()!;
        }
    }

    /// <summary>The checks that were made.</summary>
    public IReadOnlyCollection<string> Checks => whys.Keys;

    /// <summary>Fails unless a check was made and passed.</summary>
    public void Assert(string check)
    {
        if (!whys.TryGetValue(check, out var why))
            Xunit.Assert.Fail($"The browser did not get as far as {check} (exit code {run.ExitCode}). {run.Errors}");
        Xunit.Assert.True(why.Length == 0, why);
    }

    public void Dispose() => site.Delete(recursive: true);

    private void WriteSite()
    {
        File.WriteAllBytes(Within("shell.html"), PageBundle.Shell.Span);
        File.WriteAllText(Within("csp.txt"), SecurityHeaders.ContentSecurityPolicy);
        site.CreateSubdirectory("a");
        foreach (var asset in PageBundle.Assets)
            File.WriteAllBytes(Within(asset.Path[1..]), asset.Plain.Span);
        var (view, key, history) = Scenes.Stalled();
        using var file = File.Create(Within("report.html"));
        PageFile.Write(file, view, key, history);
    }

    private string Within(string path) => Path.Combine(site.FullName, path);
}
