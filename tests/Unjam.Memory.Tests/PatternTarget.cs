using Unjam.Live;

namespace Unjam.Memory.Tests;

/// <summary>A live process with two known pages and an unmapped one after them: <c>known_pages.py</c>.</summary>
internal sealed class PatternTarget : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly LiveTarget target = LiveTarget.Start(Interpreters.Named(Interpreters.List.Single(python => python.Executable == "/usr/bin/python3").Name), "known_pages.py");

    public int Pid => target.Pid;

    /// <summary>Two readable pages; byte i is <c>i × 7 mod 251</c>. The page after them is not mapped.</summary>
    public Address Page => new(Expected("at").GetUInt64());

    public int PageSize => Expected("page").GetInt32();

    /// <summary>Number of its second thread, which waits for ever.</summary>
    public int Worker => Expected("worker").GetInt32();

    public static byte[] Pattern(int from, int length) => [.. Enumerable.Range(from, length).Select(i => (byte)(i * 7 % 251))];

    public void Read()
    {
        target.Send("read");
        target.WaitForLine(line => line == "reading", Limit);
    }

    public void Spin()
    {
        target.Send("spin");
        target.WaitForLine(line => line == "spinning", Limit);
    }

    public void BecomeAnotherProgram()
    {
        target.Send("exec");
        Eventually.True(() => KernelView.Status(Pid, "Name") == "sleep", Limit, "it did not exec");
    }

    public void Exit()
    {
        target.Send("exit");
        target.WaitForExit(Limit);
    }

    public void Signal(string name) => target.Signal(name);

    public void Dispose() => target.Dispose();

    private System.Text.Json.JsonElement Expected(string name) => target.Announcement.GetProperty("expect").GetProperty(name);
}
