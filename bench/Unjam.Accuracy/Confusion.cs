using System.Collections.Immutable;
using System.Text;
using Unjam.Live;

namespace Unjam.Accuracy;

/// <summary>The table of what was found against what was there.</summary>
public static class Confusion
{
    /// <summary>Diagnoses every case on its Pythons.</summary>
    public static ImmutableArray<CaseResult> Run(Action<string> tell)
    {
        var results = ImmutableArray.CreateBuilder<CaseResult>();
        foreach (var each in Cases.All)
        {
            foreach (var python in Cases.PythonsFor(each))
            {
                var result = CaseResult.Of(each, python);
                results.Add(result);
                tell($"{each.Name} on {python}: {(result.Wrong.IsEmpty ? "right" : string.Join("; ", result.Wrong))}");
            }
        }

        return results.ToImmutable();
    }

    /// <summary>The table as Markdown: a row for each case, the Pythons it was right on, and what was found instead elsewhere.</summary>
    public static string Table(ImmutableArray<CaseResult> results)
    {
        var text = new StringBuilder("| target | there is | found on | right | wrong |\n|---|---|---|---:|---:|\n");
        foreach (var row in results.GroupBy(result => result.Case))
        {
            var wrong = row.Where(result => !result.Wrong.IsEmpty).ToArray();
            text.Append($"| {row.Key.Name} | {row.Key.Finding ?? "nothing"} | {string.Join(", ", row.Where(result => result.Wrong.IsEmpty).Select(result => result.Python))} ")
                .Append($"| {row.Count() - wrong.Length} | {wrong.Length} |\n");
        }

        var there = results.Where(result => result.Case.Finding is not null).ToArray();
        var silent = results.Where(result => result.Case.Finding is null).ToArray();
        var invented = results.Sum(result => result.Found.Count(id => id != result.Case.Finding));
        text.Append($"\nRecall: {there.Count(result => result.Found.Contains(result.Case.Finding!))} of {there.Length}. ")
            .Append($"Right in id, cause, culprit, line and pool: {results.Count(result => result.Wrong.IsEmpty)} of {results.Length}. ")
            .Append($"Wrong findings: {invented}. Controls that stayed silent: {silent.Count(result => result.Found.IsEmpty)} of {silent.Length}.\n");
        return text.ToString();
    }
}
