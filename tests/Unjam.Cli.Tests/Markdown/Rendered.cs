using System.Diagnostics;
using System.Text.Json;
using Unjam.Live;

namespace Unjam.Cli.Tests.Markdown;

/// <summary>Renders Markdown as channels and trackers do, by a renderer that others wrote: marked, under Node.js.</summary>
internal static class Rendered
{
    public static IReadOnlyList<string> Html(IReadOnlyList<string> documents)
    {
        var tools = Path.Combine(Repository.Root, "tests", "tools");
        if (!Directory.Exists(Path.Combine(tools, "node_modules", "marked")))
            Assert.Fail("The Markdown renderer is not installed: run `make setup`, or `npm ci` in tests/tools.");
        var start = new ProcessStartInfo("node", [Path.Combine(tools, "render.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        foreach (var document in documents)
            node.StandardInput.WriteLine(JsonSerializer.Serialize(document));
        node.StandardInput.Close();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, errors.GetAwaiter().GetResult());
        return [.. output.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<string>(line)!)];
    }
}
