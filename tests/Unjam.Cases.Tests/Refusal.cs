using Unjam.Live;
namespace Unjam.Cases.Tests;

/// <summary>What the command says when it cannot do what it was asked to: one clear sentence and the documented code.</summary>
internal static class Refusal
{
    public static void Assert(CommandRun run, int code, params string[] words)
    {
        var said = $"exit code {run.ExitCode}, it said: {run.Errors}{run.Output}";
        Xunit.Assert.True(run.ExitCode == code, $"Expected {code}: {said}");
        Xunit.Assert.True(run.Errors.Trim().Length > 20, said);
        Xunit.Assert.True(run.Errors.Trim().Split('\n').Length <= 8, said);
        Xunit.Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Xunit.Assert.DoesNotContain("Exception", run.Errors, StringComparison.Ordinal);
        foreach (var word in words)
            Xunit.Assert.True(run.Errors.Contains(word, StringComparison.OrdinalIgnoreCase), $"Expected \"{word}\": {said}");
    }
}
