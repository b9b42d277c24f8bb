using Unjam.Cli.Output;
using Unjam.Diagnosis;
using Unjam.Fleet;
using Unjam.Model;
using Unjam.Web.Page;

namespace Unjam.Cli.Actions;

/// <summary>Leaves a watch as a page: one file that any browser opens, without a server.</summary>
internal sealed class PageWriting(TimeProvider time)
{
    /// <summary>Why a file cannot be written there, as far as that can be told before the watch; null when nothing speaks against it.</summary>
    public static string? Refusal(string path)
    {
        if (path.Length == 0)
            return "--html needs the name of a file";
        if (Directory.Exists(path))
            return $"{path} is a directory: give the name of a file in it";
        return Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder)
            ? $"there is no directory {folder} to write {Path.GetFileName(path)} into"
            : null;
    }

    /// <summary>Writes it, and says where it is or why it is not.</summary>
    /// <returns>Whether it was written.</returns>
    public bool Write(string path, Timeline seen, Report report, Stage stage)
    {
        var watched = report.Quality.Watched > TimeSpan.Zero ? report.Quality.OwnCpu / report.Quality.Watched : 0;
        var own = new OwnNumbers(report.Quality.OwnCpu, watched, Environment.WorkingSet, IsSlowedDown: false);
        var once = WatchedOnce.Of(seen, report, NameOf(seen.Target), own, time);
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
            PageFile.Write(file, once.View, once.Key, once.History);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            stage.Say($"unjam: the page could not be written: {failure.Message:sentence}");
            return false;
        }

        stage.Say($"The page is in {path}");
        return true;
    }

    /// <summary>What the process runs, without paths and arguments: <c>service.py</c>, <c>uvicorn</c>.</summary>
    private static string NameOf(Target target)
    {
        var words = target.Command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var program = words.SkipWhile(word => word.StartsWith('-') || Path.GetFileName(word).StartsWith("python", StringComparison.Ordinal)).FirstOrDefault();
        return Path.GetFileName(program ?? words.FirstOrDefault()) is { Length: > 0 } name ? name : $"process {target.Pid}";
    }
}
