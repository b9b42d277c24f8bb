using System.Globalization;
using System.Text;
using Unjam.SelfStacks;

namespace Shop;

/// <summary>The process looks at its own stacks.</summary>
internal static class OwnLook
{
    private static readonly SelfStackOptions Often = new() { Between = TimeSpan.Zero, Silence = TimeSpan.FromSeconds(20) };

    /// <summary>Looks once, and tells what was seen and that nobody else had to work for it.</summary>
    public static void Tell()
    {
        var source = new SelfStackSource(Often);
        var completed = ThreadPool.CompletedWorkItemCount;
        foreach (var thread in source.Take(CancellationToken.None))
            Console.WriteLine($"stack\t{thread.NativeId}\t{thread.Name}\t{Frames(thread.Stack)}");
        Console.WriteLine($"starved\t{Crew.IsStarved}\tcompleted meanwhile\t{ThreadPool.CompletedWorkItemCount - completed}\t{source.Reason}");
    }

    /// <summary>What looks cost.</summary>
    public static void Cost(int looks)
    {
        var source = new SelfStackSource(Often);
        for (var look = 0; look < looks; look++)
        {
            var cpu = Environment.CpuUsage.TotalTime;
            source.Take(CancellationToken.None);
            cpu = Environment.CpuUsage.TotalTime - cpu;
            var cost = source.Cost;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"cost\t{cost.Elapsed.TotalMilliseconds:0}\tms\tprocessor\t{cpu.TotalMilliseconds:0}\tms\trounds\t{cost.Rounds}\tthreads\t{cost.Threads}\tbytes\t{cost.Bytes}\tlost\t{cost.Lost}"));
        }
    }

    /// <summary>For how long looks make other threads stand still, and how it is without them.</summary>
    public static void Pauses(int looks)
    {
        var source = new SelfStackSource(Often);
        var pulse = Pulse.Start();
        for (var look = 0; look < looks; look++)
        {
            Print("without", 0, pulse.During(() => Thread.Sleep(120)));
            Print("look", source.Cost.Rounds, pulse.During(() => source.Take(CancellationToken.None)));
        }

        static void Print(string what, int rounds, (int Times, TimeSpan Sum, TimeSpan Longest) gaps) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"pauses\t{what}\t{gaps.Times}\tsum\t{gaps.Sum.TotalMilliseconds:0.0}\tms\tlongest\t{gaps.Longest.TotalMilliseconds:0.0}\tms\trounds before\t{rounds}"));
    }

    private static string Frames(Unjam.Model.Stack stack)
    {
        var text = new StringBuilder();
        foreach (var frame in stack.Frames)
            text.Append(text.Length == 0 ? "" : "<").Append(frame.Function.Name).Append('!').Append(frame.Function.File);
        return text.ToString();
    }
}
