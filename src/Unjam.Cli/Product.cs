using System.Reflection;

namespace Unjam.Cli;

/// <summary>What Unjam says of itself.</summary>
internal static class Product
{
    /// <summary>What to do about a mistake of Unjam's own: no public place to report it exists yet.</summary>
    public const string ReportMistakes = "please tell whoever gave you Unjam, with the version and this line";

    /// <summary>The released version, such as <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? throw new InvalidOperationException("this build carries no version");
}
