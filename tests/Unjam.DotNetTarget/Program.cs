using System.Globalization;
using System.Text;
using Shop;
using Unjam.SelfStacks;

// Unjam.DotNetTarget self [THREADS] [LOOKS]   starves its own pool, takes its own stacks, tells what is true and what it saw
// Unjam.DotNetTarget cost [THREADS] [LOOKS]   the same, but nobody computes: what a look costs
// Unjam.DotNetTarget wait [THREADS]           starves its own pool, tells what is true, and waits for the end of its input
// Unjam.DotNetTarget record FOLDER            writes what the tests of the parser read: events of the same, and of known happenings
// each line is: truth TID METHOD · stack TID THREADNAME FRAME<FRAME… · cost … · ready
var mode = args.Length > 0 ? args[0] : "self";
var threads = args.Length > 1 && mode != "record" ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
var looks = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;

if (mode == "record")
{
    Record(args[1]);
    return;
}

var truth = Crew.Start(threads, mode != "cost");
foreach (var (thread, method) in truth)
    Console.WriteLine($"truth\t{thread}\t{method}");

if (mode is "self" or "cost")
    Look();
Console.WriteLine("ready");
if (mode == "wait")
    Console.In.ReadToEnd();

// nothing here ever ends by itself
Console.Out.Flush();
Environment.Exit(0);

void Look()
{
    var source = new SelfStackSource(new SelfStackOptions { Between = TimeSpan.Zero });
    var pulse = Pulse.Start();
    for (var look = 0; look < looks; look++)
    {
        var quiet = pulse.Longest(TimeSpan.FromMilliseconds(300));
        var cpu = Environment.CpuUsage.TotalTime;
        var seen = source.Take(CancellationToken.None);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        var pause = pulse.Longest(TimeSpan.Zero);
        if (look == 0 && mode == "self")
        {
            foreach (var thread in seen)
                Console.WriteLine($"stack\t{thread.NativeId}\t{thread.Name}\t{Frames(thread.Stack)}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"cost\twall {source.Cost.Elapsed.TotalMilliseconds:0} ms\tprocess cpu {cpu.TotalMilliseconds:0} ms\trounds {source.Cost.Rounds}\tthreads {source.Cost.Threads}\tbytes {source.Cost.Bytes}\tlost {source.Cost.Lost}\tlongest pause {pause.TotalMilliseconds:0.0} ms (before: {quiet.TotalMilliseconds:0.0})\t{source.Reason}"));
    }

    Console.WriteLine($"starved\t{Crew.IsStarved}");
}

static void Record(string folder)
{
    File.WriteAllLines(Path.Combine(folder, "happenings.truth"), Recorder.Happenings(Path.Combine(folder, "happenings.nettrace.br")));
    var truth = Crew.Start(3);
    File.WriteAllLines(Path.Combine(folder, "crew.truth"), truth.Select(each => $"{each.Key}\t{each.Value}"));
    Recorder.Samples(Path.Combine(folder, "crew.nettrace.br"));
    Recorder.Short(Path.Combine(folder, "short.nettrace.br"));
    Environment.Exit(0);
}

static string Frames(Unjam.Model.Stack stack)
{
    var text = new StringBuilder();
    foreach (var frame in stack.Frames)
        text.Append(text.Length == 0 ? "" : "<").Append(frame.Function.Name).Append('!').Append(frame.Function.File);
    return text.ToString();
}
