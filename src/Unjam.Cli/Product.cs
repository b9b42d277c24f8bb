using System.Reflection;

namespace Unjam.Cli;

/// <summary>What Unjam says of itself.</summary>
internal static class Product
{
    /// <summary>Where mistakes of Unjam's own are reported.</summary>
    public const string ReportMistakes = "https://github.com/unjam/unjam/issues/new";

    /// <summary>The released version, such as <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? throw new InvalidOperationException("this build carries no version");
}
