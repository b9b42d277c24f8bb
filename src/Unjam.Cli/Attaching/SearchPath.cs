namespace Unjam.Cli.Attaching;

/// <summary>Finds a command as a shell does. (.NET would prefer a file of that name beside Unjam itself, or in the current directory.)</summary>
internal static class SearchPath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The file to execute; null when there is none.</summary>
    public static string? Find(string command, string? path)
    {
        if (command.Contains('/'))
            return File.Exists(command) ? Path.GetFullPath(command) : null;
        foreach (var folder in (path ?? "/usr/local/bin:/usr/bin:/bin").Split(':'))
        {
            var file = Path.GetFullPath(Path.Combine(folder.Length == 0 ? "." : folder, command));
            if (File.Exists(file) && (File.GetUnixFileMode(file) & Executable) != 0)
                return file;
        }

        return null;
    }
}
