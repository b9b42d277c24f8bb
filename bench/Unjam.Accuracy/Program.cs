using System.Globalization;
using System.Text;
using Unjam.Accuracy;
using Unjam.Live;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var parts = args.Length > 0 ? args : ["confusion", "agreement", "windows"];
var isRight = true;
var page = new StringBuilder("# How right the verdicts are\n\nPrinted by `make accuracy`, with the shipped command on live programs: [tests/targets/cases.tsv](../tests/targets/cases.tsv) says what is there.\n");
foreach (var each in parts)
{
    // a part may be asked for with fewer: agreement=500
    var part = each.Split('=')[0];
    var count = each.Contains('=') ? int.Parse(each.Split('=')[1]) : 10_000;
    Console.WriteLine($"== {each}");
    switch (part)
    {
        case "confusion":
            var results = Confusion.Run(Console.WriteLine);
            page.Append("\n## Findings against the truth\n\n").Append(Confusion.Table(results));
            isRight &= results.All(result => result.Wrong.IsEmpty);
            break;
        case "agreement":
            page.Append("\n## What looks see against what the target knows of itself\n\n")
                .Append("Loops, polling loops, limits, workers, busy workers and queued items, each statement of the target's own oracle that it repeats before and after, within ± one interval of looks at 500 Hz.\n\n")
                .Append("| Python | statements | agree |\n|---|---:|---:|\n");
            foreach (var python in Interpreters.List)
            {
                var (compared, agree, wrong) = Agreement.Of(python, count);
                Console.WriteLine($"{python}: {agree} of {compared}\n{string.Join('\n', wrong)}");
                page.Append($"| {python} | {compared} | {(double)agree / compared:0.00 %} |\n");
                isRight &= compared == 0 || agree >= 0.999 * compared;
            }

            break;
        case "windows":
            var (done, inconclusive, alarms) = HealthyWindows.Run(count);
            foreach (var alarm in alarms)
                Console.WriteLine(alarm);
            page.Append($"\n## False alarms\n\n{done} watches of 250 ms of programs that are well: {alarms.Length} findings, {inconclusive} inconclusive.\n");
            isRight &= alarms.IsEmpty;
            break;
        default:
            Console.Error.WriteLine($"There is no part {part}: confusion, agreement, windows.");
            return 2;
    }
}

Console.WriteLine();
Console.Write(page);
if (args.Length == 0)
    File.WriteAllText(Path.Combine(Repository.Root, "docs", "accuracy.md"), page.ToString());
return isRight ? 0 : 1;
