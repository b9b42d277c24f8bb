using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Shop;

/// <summary>Runs a case, announces it, and tells the truth when it is asked.</summary>
internal static class Stage
{
    public static int Run(string[] args, IReadOnlyList<Case> cases)
    {
        var chosen = args.Length is 1 or 2 ? cases.FirstOrDefault(each => each.Name == args[0]) : null;
        if (chosen is null)
        {
            Console.Error.WriteLine($"Usage: Unjam.DotNetCases CASE [NUMBER], with one of: {string.Join(", ", cases.Select(each => each.Name))}.");
            return 2;
        }

        var ledger = new Ledger();
        chosen.Begin(ledger, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0);
        Tell(json =>
        {
            json.WriteNumber("pid", Environment.ProcessId);
            json.WriteString("scenario", chosen.Name);
            json.WriteString("expect", chosen.Finding);
            json.WriteString("culprit", chosen.Culprit);
            json.WriteString("cause", chosen.Cause);
            json.WriteString("subject", chosen.Subject);
        });
        Console.WriteLine("READY");
        while (Console.In.ReadLine() is { } line)
        {
            if (line == "truth")
                Tell(json => Truth(json, ledger));
        }

        // work that still waits is not waited for
        Environment.Exit(0);
        return 0;
    }

    private static void Truth(Utf8JsonWriter json, Ledger ledger)
    {
        json.WriteString("truth", "items");
        json.WriteNumber("threads", ThreadPool.ThreadCount);
        json.WriteNumber("pending", ThreadPool.PendingWorkItemCount);
        json.WriteNumber("cpu", Cpu().TotalSeconds);
        json.WriteNumber("paused", GC.GetTotalPauseDuration().TotalSeconds);
        ledger.Write(json);
    }

    private static TimeSpan Cpu()
    {
        using var own = Process.GetCurrentProcess();
        return own.TotalProcessorTime;
    }

    private static void Tell(Action<Utf8JsonWriter> write)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        Console.WriteLine(Encoding.UTF8.GetString(line.ToArray()));
    }
}
