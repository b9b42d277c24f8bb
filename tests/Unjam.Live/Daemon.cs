using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Unjam.Live;

/// <summary>A server that others wrote, which runs until this is disposed or the tests die.</summary>
public sealed class Daemon : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder said = new();

    private Daemon(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Pid => process.Id;

    /// <summary>What it wrote so far, to either stream.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    /// <summary>Starts a server and waits until it serves.</summary>
    /// <param name="ready">Is asked for until the answer is a good one.</param>
    /// <param name="words">The program and its arguments.</param>
    public static Daemon Start(Uri ready, params string[] words)
    {
        var process = new Process { StartInfo = CommandRun.StartInfo(["setpriv", "--pdeathsig", "KILL", .. words], null) };
        try
        {
            Launcher.Start(process);
        }
        catch (Win32Exception failure)
        {
            throw new InvalidOperationException($"{words[0]} cannot be run ({failure.Message}): run `make setup`.", failure);
        }

        process.StandardInput.Close();
        var daemon = new Daemon(process);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            Eventually.True(() => process.HasExited || Answers(client, ready), TimeSpan.FromSeconds(60), () => $"{words[0]} does not serve. It wrote: {daemon.Said}");
            if (process.HasExited)
                throw new InvalidOperationException($"{words[0]} ended at once (`make setup` installs it). It wrote: {daemon.Said}");
            return daemon;
        }
        catch
        {
            daemon.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit(TimeSpan.FromSeconds(10));
        process.Dispose();
    }

    private static bool Answers(HttpClient client, Uri ready)
    {
        try
        {
            using var answer = client.GetAsync(ready).GetAwaiter().GetResult();
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Hear(string? line)
    {
        lock (said)
            said.AppendLine(line);
    }
}
