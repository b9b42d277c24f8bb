namespace Unjam.Cli.Screens;

/// <summary>How a piece of text stands out. Ink adds to the meaning that the words carry and never carries it alone.</summary>
internal enum Ink
{
    Plain,
    Bold,
    Dim,
    Bad,
    Warning,
    Good,
    Place,
}
