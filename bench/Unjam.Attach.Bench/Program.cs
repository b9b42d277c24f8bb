using System.Globalization;
using Unjam.Attach.Bench;

// Unjam.Attach.Bench [PAIRS [SERVICE]...]: what diagnosing costs a service of Kestrel; each pair is some three seconds.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var pairs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
Console.WriteLine($"Requests answered a second while a service is diagnosed (as the command does it: 50 looks a second, judged), against a second without, in turns: medians of {pairs} pairs on {Environment.ProcessorCount} CPUs,");
Console.WriteLine("which the service, those who ask it and Unjam share. \"Bursts\" are the stretches from attaching until the first stacks, and those in which it sampled or followed the queue.");
Console.WriteLine();
Console.WriteLine("| service | requests/s alone | diagnosed | quartiles | CPU a request | our own CPU | in bursts | CPU a request | stood still a burst |");
Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
foreach (var name in args.Length > 1 ? args[1..] : ["fast", "awaiting", "blocking"])
    Console.WriteLine(Loss.Of(name, pairs));
