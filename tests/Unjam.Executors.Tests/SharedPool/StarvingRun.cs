using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Unjam.Executors.Tests.SharedPool;

/// <summary>A run of tests/Unjam.Starving: the lines that it printed.</summary>
internal sealed class StarvingRun
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly JsonElement[] lines;

    private StarvingRun(JsonElement[] lines) => this.lines = lines;

    /// <summary>The only line of the last event that every run prints.</summary>
    public JsonElement End => Only("end");

    public static async Task<StarvingRun> Of(string scenario, double seconds)
    {
        // artifacts/bin/PROJECT/CONFIGURATION
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, "Unjam.Starving", here.Name, "Unjam.Starving.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, scenario, seconds.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"Unjam.Starving {scenario} did not end within {Deadline.TotalSeconds} s. It printed: {await output} {await errors}");
        }

        Assert.True(process.ExitCode == 0, $"Unjam.Starving {scenario} ended with {process.ExitCode}: {await errors}");
        return new StarvingRun([.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))]);
    }

    public JsonElement[] All(string what) => [.. lines.Where(line => line.GetProperty("event").GetString() == what)];

    public JsonElement Only(string what)
    {
        var found = All(what);
        Assert.True(found.Length == 1, $"One \"{what}\" was expected: {this}");
        return found[0];
    }

    public override string ToString() => string.Join('\n', lines.Select(line => line.GetRawText()));
}
