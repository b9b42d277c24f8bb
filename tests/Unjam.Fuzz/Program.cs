using System.Diagnostics;
using System.Globalization;
using Unjam.Python.Tests.Hostile.Mutation;

// fuzz [COUNT [SEED]]: looks at COUNT mutants of the tapes, from SEED on. A fault is printed with its seed; `fuzz 1 SEED` looks at that one again.
var count = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 20_000_000;
var seed = args.Length > 1 ? ulong.Parse(args[1], CultureInfo.InvariantCulture) : (ulong)Stopwatch.GetTimestamp();
Console.WriteLine($"{count:#,0} mutants from seed {seed} on");

var began = Stopwatch.StartNew();
var told = TimeSpan.Zero;
var faults = Fuzzing.Run(seed, count, done =>
{
    lock (began)
    {
        if (began.Elapsed - told < TimeSpan.FromSeconds(10))
            return;
        told = began.Elapsed;
        Console.Error.WriteLine($"{done:#,0} after {told.TotalSeconds:0} s");
    }
});

foreach (var fault in faults)
    Console.WriteLine(fault);
using var own = Process.GetCurrentProcess();
Console.WriteLine($"{(faults.Count == 0 ? "no fault" : $"{faults.Count} faults")} in {began.Elapsed.TotalSeconds:0} s, at most {own.PeakWorkingSet64 >> 20} MB");
return faults.Count == 0 ? 0 : 1;
