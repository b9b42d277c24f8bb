namespace Unjam.Cli.Output;

/// <summary>What the command line says of colours.</summary>
internal enum ColourChoice
{
    /// <summary>Where a person reads it and the environment does not object.</summary>
    Auto,
    Always,
    Never,
}
