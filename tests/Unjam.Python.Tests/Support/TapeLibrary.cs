using Unjam.Memory;

namespace Unjam.Python.Tests;

/// <summary>The tapes that were recorded from real processes of every version: see LiveRecordingTests for how.</summary>
public static class TapeLibrary
{
    public static IEnumerable<object[]> All => Names.Select(static name => new object[] { name });

    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(TapeLibrary).Assembly.GetManifestResourceNames().Where(static name => name.EndsWith(".tape", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static IEnumerable<object[]> Of(string scenario) =>
        Names.Where(name => name.Contains(scenario, StringComparison.Ordinal)).Select(static name => new object[] { name });

    public static Tape Load(string name)
    {
        using var stream = typeof(TapeLibrary).Assembly.GetManifestResourceStream(name)!;
        return Tape.Load(stream);
    }
}
