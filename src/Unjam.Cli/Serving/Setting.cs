namespace Unjam.Cli.Serving;

/// <summary>One thing that can be set: as an option of the command line and, under the same name, in the file.</summary>
/// <param name="Name">Its name, without dashes.</param>
/// <param name="ValueName">What stands for its value in the help; null when it is only on or off.</param>
/// <param name="Says">What it does, for the help.</param>
/// <param name="Take">The settings with a value added; a value without sense is a <see cref="FormatException"/> that says what would be one.</param>
internal sealed record Setting(string Name, string? ValueName, string Says, Func<ServeSettings, string, ServeSettings> Take)
{
    /// <summary>Its letter on the command line; null when it has none.</summary>
    public string? Letter { get; init; }

    /// <summary>There can be several of it.</summary>
    public bool IsMany { get; init; }
}
