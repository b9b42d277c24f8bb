using System.Globalization;
using Shop;

// Unjam.DotNetTarget self                       starves its own pool, takes its own stacks, tells what is true and what it saw
// Unjam.DotNetTarget wait                       starves its own pool, tells what is true, and waits for the end of its input
// Unjam.DotNetTarget cost [THREADS [LOOKS]]     what a look at so many more threads costs
// Unjam.DotNetTarget pauses [THREADS [LOOKS]]   for how long it makes other threads stand still
// Unjam.DotNetTarget record FOLDER              writes what the tests of the parser read: events of the same, and of known happenings
// each line is: truth TID METHOD · stack TID THREADNAME FRAME<FRAME… · cost … · pauses … · ready
var mode = args.Length > 0 ? args[0] : "self";
if (mode == "record")
    Record(args[1]);

var isMeasured = mode is "cost" or "pauses";
var threads = isMeasured && args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
var looks = isMeasured && args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;
foreach (var (thread, method) in Crew.Start(threads, !isMeasured))
    Console.WriteLine($"truth\t{thread}\t{method}");

switch (mode)
{
    case "self":
        OwnLook.Tell();
        break;
    case "cost":
        OwnLook.Cost(looks);
        break;
    case "pauses":
        OwnLook.Pauses(looks);
        break;
    default:
        break;
}

Console.WriteLine("ready");
if (mode == "wait")
    Console.In.ReadToEnd();

// nothing here ever ends by itself
Console.Out.Flush();
Environment.Exit(0);

static void Record(string folder)
{
    File.WriteAllLines(Path.Combine(folder, "happenings.truth"), Recorder.Happenings(Path.Combine(folder, "happenings.nettrace.br")));
    var truth = Crew.Start(3);
    File.WriteAllLines(Path.Combine(folder, "crew.truth"), truth.Select(each => $"{each.Key}\t{each.Value}"));
    Recorder.Samples(Path.Combine(folder, "crew.nettrace.br"));
    Recorder.Short(Path.Combine(folder, "short.nettrace.br"));
    Environment.Exit(0);
}
