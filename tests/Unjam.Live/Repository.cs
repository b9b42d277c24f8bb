namespace Unjam.Live;

/// <summary>Where things are in the working copy that these tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The target programs.</summary>
    public static string Targets { get; } = Path.Combine(Root, "tests", "targets");

    /// <summary>The command as it is shipped.</summary>
    /// <exception cref="InvalidOperationException">It has not been built.</exception>
    public static string Command
    {
        get
        {
            var command = Path.Combine(Root, "out", "unjam");
            return File.Exists(command)
                ? command
                : throw new InvalidOperationException($"{command} does not exist: run `make build` first.");
        }
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Unjam.slnx")))
                return folder;
        }

        throw new InvalidOperationException($"No Unjam.slnx above {AppContext.BaseDirectory}: run the tests from a working copy.");
    }
}
