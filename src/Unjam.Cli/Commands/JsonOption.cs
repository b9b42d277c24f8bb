using System.CommandLine;

namespace Unjam.Cli.Commands;

/// <summary>The option that asks for a document instead of a screen.</summary>
internal static class JsonOption
{
    public static Option<bool> Create() => new("--json", "-j") { Description = "Answer with one line of JSON." };
}
