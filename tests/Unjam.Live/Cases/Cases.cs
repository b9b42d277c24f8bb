using System.Collections.Immutable;

namespace Unjam.Live;

/// <summary>The cases of <c>tests/targets/cases.tsv</c>.</summary>
public static class Cases
{
    private const string Nothing = "-";

    private static readonly Lazy<ImmutableArray<Case>> Read = new(
        () => [.. File.ReadLines(Path.Combine(Repository.Targets, "cases.tsv")).Where(line => line.Length > 0 && line[0] != '#').Select(Parse)]);

    /// <summary>All of them, in the order of the file.</summary>
    public static ImmutableArray<Case> All => Read.Value;

    /// <summary>The case with a name.</summary>
    public static Case Named(string name) => All.Single(each => each.Name == name);

    /// <summary>The Pythons that a table of accuracy is made for: the oldest that is supported, two of the middle, the newest that can run the case.</summary>
    public static IEnumerable<Interpreter> PythonsFor(Case each)
    {
        var able = Interpreters.List.Where(each.RunsOn).ToArray();
        return able.Where(python => python.Series is "3.8" or "3.11" or "3.13").GroupBy(python => python.Series).Select(series => series.First())
            .Concat(able.TakeLast(1)).Distinct();
    }

    private static Case Parse(string line)
    {
        var fields = line.Split('\t');
        if (fields.Length != 9)
            throw new FormatException($"Not nine fields: {line}");
        return new Case(
            fields[0],
            Many(fields[1]).Select(each => each.Split('=', 2)).ToImmutableSortedDictionary(each => each[0], each => each[1]),
            Many(fields[2]),
            One(fields[3]) is { } threads ? int.Parse(threads) : 0,
            One(fields[4]), One(fields[5]), One(fields[6]), One(fields[7]), fields[8] == "busy");
    }

    private static string? One(string field) => field == Nothing ? null : field;

    private static ImmutableArray<string> Many(string field) => field == Nothing ? [] : [.. field.Split(',')];
}
