using System.ComponentModel;
using System.Diagnostics;
using Unjam.Live;

namespace Unjam.Export.Tests;

/// <summary>A validator of JSON schemas that others wrote: ajv, under Node.js.</summary>
internal static class Validator
{
    /// <summary>Fails unless every document is valid.</summary>
    /// <param name="schema">Name of the schema's file in docs/.</param>
    /// <param name="documents">JSON texts, one a line.</param>
    public static void AssertValid(string schema, string documents)
    {
        var (exitCode, output) = Validate(schema, documents);
        Assert.True(exitCode == 0, output);
    }

    public static (int ExitCode, string Output) Validate(string schema, string documents)
    {
        var tools = Path.Combine(Repository.Root, "tests", "tools");
        if (!Directory.Exists(Path.Combine(tools, "node_modules", "ajv")))
            Assert.Fail("The JSON validator is not installed: run `make setup`, or `npm ci` in tests/tools.");
        var start = new ProcessStartInfo("node", [Path.Combine(tools, "validate.mjs"), Path.Combine(Repository.Root, "docs", schema)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = new Process { StartInfo = start };
        try
        {
            node.Start();
        }
        catch (Win32Exception failure)
        {
            Assert.Fail($"Node.js cannot be run ({failure.Message}): install Debian's package nodejs, or run `make setup`.");
        }

        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        node.StandardInput.Write(documents);
        node.StandardInput.Close();
        if (!node.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            node.Kill(entireProcessTree: true);
            Assert.Fail("The JSON validator did not end within 60 s.");
        }

        return (node.ExitCode, output.Result + errors.Result);
    }
}
