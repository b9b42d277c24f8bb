using System.Globalization;
using Unjam.Bench;
using Unjam.Live;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var python = args.Length > 0 ? Interpreters.Named(args[0]) : Interpreters.OfSeries("3.11");
Console.WriteLine($"What a look costs, Python {python} on {Environment.ProcessorCount} CPUs. The floor is one bare batch read of the same ranges in the same run.");
Console.WriteLine();
Console.WriteLine("| target | look µs | p90 | floor µs | ratio | ranges | KiB | bytes allocated | attach ms | 100 Hz | 1 kHz (achieved) |");
Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
foreach (var each in MeasuredTarget.All)
{
    using var target = each.Start(python);
    var cost = LookCost.Of(target.Pid);
    var attach = WatchCost.Attach(target.Pid);
    var fast = WatchCost.Of(target.Pid, 1000);
    var slow = WatchCost.Of(target.Pid, 100);
    Console.WriteLine(
        $"| {each.Name} | {cost.Look.Median:0.0} | {cost.Look.P90:0.0} | {cost.Floor.Median:0.0} | {cost.Ratio:0.00} | {cost.Ranges} | {cost.Bytes / 1024.0:0.0} | " +
        $"{cost.Allocated:0.##} | {attach:0.0} | {slow.Share:0.0 %} | {fast.Share:0.0 %} ({fast.Rate:0} Hz) |");
}

Console.WriteLine();
Console.WriteLine($"The shares of a CPU are gross: sleeping and waking alone, with nothing done, takes {EmptyBeat.Of(100):0.0 %} at 100 Hz and {EmptyBeat.Of(1000):0.0 %} at 1 kHz on this machine.");
Console.WriteLine();
Console.WriteLine("What it costs the target: CPU time of equal chunks of pure Python, watched against not watched, in turns within one run.");
foreach (var rate in new[] { 0.0, 1000 })
{
    var slowdown = Slowdown.Of(python, rate, 40);
    Console.WriteLine(
        $"  {(rate == 0 ? "never looked" : $"{slowdown.Rate:0} Hz"),-14} CPU {slowdown.Cpu:+0.00 %;-0.00 %} (quartiles {slowdown.Lower:+0.00 %;-0.00 %} … {slowdown.Upper:+0.00 %;-0.00 %}), " +
        $"elapsed {slowdown.Elapsed:+0.00 %;-0.00 %}, {slowdown.Pairs} pairs");
}
