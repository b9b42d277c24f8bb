using System.Diagnostics;

namespace Unjam.Memory.Tests;

/// <summary>A Python of this machine that waits on its standard input, for tests that need only its image.</summary>
internal sealed class LivePython : IDisposable
{
    private readonly Process process;

    public LivePython(string executable)
    {
        var start = new ProcessStartInfo(executable) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("import sys; print('ready', flush=True); sys.stdin.read()");
        process = Process.Start(start)!;
        Assert.Equal("ready", process.StandardOutput.ReadLine());
    }

    public int Pid => process.Id;

    /// <summary>Every interpreter with a _PyRuntime (3.7+) that is installed here: Debian's and those of pyenv.</summary>
    public static TheoryData<string> Installed()
    {
        var pyenv = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv", "versions");
        var found = Directory.Exists(pyenv)
            ? Directory.GetDirectories(pyenv).Where(version => !Path.GetFileName(version).StartsWith("3.6.", StringComparison.Ordinal)).Select(version => Path.Combine(version, "bin", "python3")).Where(File.Exists).Order()
            : Enumerable.Empty<string>();
        return [.. found.Append("/usr/bin/python3")];
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
