using Unjam.Diagnosis;
using Unjam.DotNet;
using Unjam.Model;

namespace Unjam.Cli.Commands;

/// <summary>How long and how often a command line asks to look.</summary>
/// <param name="Duration">The longest time to watch.</param>
/// <param name="Rate">Looks per second; null for what is usual for the target.</param>
internal readonly record struct AskedWatch(TimeSpan Duration, double? Rate)
{
    /// <summary>Looks per second at a Python process: between two of them nothing is known.</summary>
    public const double Usual = 100;

    /// <summary>Whether to watch for the whole duration even when every finding is certain.</summary>
    public bool Whole { get; init; }

    /// <summary>The same for a target.</summary>
    public WatchOptions Of(Target target) => new(Duration, Rate ?? (target.Runtime == "dotnet" ? DotNetProbe.UsualRate : Usual)) { Whole = Whole };
}
