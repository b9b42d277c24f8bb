using System.Diagnostics;
using System.Globalization;
using Unjam.Starving;

namespace Shop;

/// <summary>Those who ask a service, in a process of their own: threads of theirs are none of the service.</summary>
internal static class Customers
{
    /// <summary>Asks on so many connections, without end.</summary>
    public static int Come(string port, string count)
    {
        for (var left = int.Parse(count, CultureInfo.InvariantCulture); left > 0; left--)
        {
            var client = new Client(int.Parse(port, CultureInfo.InvariantCulture));
            new Thread(() => client.Ask(int.MaxValue), 256 * 1024) { IsBackground = true }.Start();
        }

        // with the pipe that its parent holds
        Console.In.ReadToEnd();
        return 0;
    }

    /// <summary>Starts such a process; it ends with this one.</summary>
    public static void Invite(int port, int count)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (var word in new[] { "clients", port.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(word);
        var process = Process.Start(start)!;
        // whom nothing refers to is finalized with the pipe, and they would leave
        Crowd.OnThread("customers", process.WaitForExit);
    }
}
