using System.Diagnostics;
using System.Globalization;

namespace Unjam.Memory.Tests;

/// <summary>A process with two known pages, an unmapped one after them, and a command on its standard input.</summary>
internal sealed class PatternTarget : IDisposable
{
    private const string Script = """
        import ctypes, os, sys
        libc = ctypes.CDLL(None, use_errno=True)
        libc.mmap.restype = ctypes.c_void_p
        libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
        libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
        at = libc.mmap(None, 3 * 4096, 3, 0x22, -1, 0)
        ctypes.memmove(at, bytes(i * 7 % 251 for i in range(8192)), 8192)
        libc.munmap(at + 8192, 4096)
        print(at, flush=True)
        for line in sys.stdin:
            if line.startswith("exec"):
                os.execvp("sleep", ["sleep", "600"])
            if line.startswith("exit"):
                os._exit(0)
        """;

    private readonly Process process;

    public PatternTarget(string? prefix = null)
    {
        var start = new ProcessStartInfo(prefix ?? "/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        process = Process.Start(start)!;
        Page = new Address(ulong.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture));
    }

    public int Pid => process.Id;

    /// <summary>Two readable pages; byte i is <c>i × 7 mod 251</c>. The page after them is not mapped.</summary>
    public Address Page { get; }

    public static byte[] Pattern(int from, int length) => [.. Enumerable.Range(from, length).Select(i => (byte)(i * 7 % 251))];

    public void BecomeAnotherProgram()
    {
        Tell("exec");
        WaitUntil(() => File.ReadAllText($"/proc/{Pid}/comm").StartsWith("sleep", StringComparison.Ordinal));
    }

    public void Exit()
    {
        Tell("exit");
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static void WaitUntil(Func<bool> condition)
    {
        var deadline = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * 20);
        while (!condition())
        {
            Assert.True(Stopwatch.GetTimestamp() < deadline, "the target did not do as told within 20 s");
            Thread.Yield();
        }
    }

    private void Tell(string command)
    {
        process.StandardInput.WriteLine(command);
        process.StandardInput.Flush();
    }
}
