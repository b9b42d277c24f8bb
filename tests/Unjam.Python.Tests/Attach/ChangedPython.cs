using Unjam.Live;
using Installed = Unjam.Live.Interpreter;

namespace Unjam.Python.Tests.Attach;

/// <summary>A changed copy of a Python's executable, where that Python's library is found as before.</summary>
internal sealed class ChangedPython : IDisposable
{
    private readonly string folder;

    public ChangedPython(Installed original, string name, params Action<byte[]>[] changes)
    {
        // beside nothing that would make it another prefix; chrooted ones see it below their own root
        var inner = $"/tmp/unjam-{System.Environment.ProcessId}-{Guid.NewGuid():n}";
        folder = (original.Root ?? "") + inner;
        Directory.CreateDirectory(folder);
        var file = File.ReadAllBytes((original.Root ?? "") + original.Executable);
        foreach (var change in changes)
            change(file);
        Executable = Path.Combine(folder, name);
        File.WriteAllBytes(Executable, file);
        Assert.Equal(0, CommandRun.Of(["chmod", "755", Executable]).ExitCode);
        Interpreter = new Installed(name, original.Version, $"{inner}/{name}", original.Root, original.Packages);
        Environment = new Dictionary<string, string> { ["PYTHONHOME"] = "/usr" };
    }

    /// <summary>Its path as seen from here.</summary>
    public string Executable { get; }

    public Installed Interpreter { get; }

    /// <summary>What it needs to find its library.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    public LiveTarget Start() => LiveTarget.Start(Interpreter, "idle.py", environment: Environment);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
