namespace Unjam.Cli.Screens;

/// <summary>Pages that explain no finding but Unjam itself. They are those of the documentation.</summary>
internal static class Topics
{
    public static IReadOnlyList<string> All { get; } = ["privacy"];

    /// <summary>The page of a topic; null when there is none.</summary>
    public static string? Of(string topic)
    {
        if (!All.Contains(topic))
            return null;
        using var stream = typeof(Topics).Assembly.GetManifestResourceStream(topic + ".md")
            ?? throw new InvalidOperationException($"the page {topic} is not part of this build");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
