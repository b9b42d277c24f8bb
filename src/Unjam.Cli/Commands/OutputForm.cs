namespace Unjam.Cli.Commands;

/// <summary>In what form a report is wanted.</summary>
internal enum OutputForm
{
    /// <summary>For a person at a terminal.</summary>
    Screen,

    /// <summary>For a script: a line of JSON.</summary>
    Json,

    /// <summary>To be pasted where an incident is talked about.</summary>
    Markdown,
}
