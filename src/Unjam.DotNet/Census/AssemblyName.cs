namespace Unjam.DotNet.Census;

/// <summary>A short name for what a .NET process runs, fit for a label: never a path, an argument's value or anything that could be a secret.</summary>
internal static class AssemblyName
{
    private const int Longest = 60;
    private const int LongestVerb = 20;
    private const string Muxer = "dotnet";
    private const string Extension = ".dll";

    /// <param name="arguments">The command line.</param>
    public static string Of(IReadOnlyList<string> arguments)
    {
        var program = arguments.Count == 0 ? "" : Path.GetFileName(arguments[0]);
        if (program != Muxer)
            return program.Length == 0 ? Muxer : Cut(Without(program));
        if (arguments.Count > 1 && IsVerb(arguments[1]))
            return $"{Muxer} {arguments[1]}";
        return arguments.FirstOrDefault(argument => argument.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) is { } assembly ? Cut(Without(Path.GetFileName(assembly))) : Muxer;
    }

    // dotnet run, dotnet build: a word of the tools; exec only names the assembly in another way
    private static bool IsVerb(string argument) =>
        argument.Length is > 1 and <= LongestVerb && argument != "exec" && argument.All(letter => letter is (>= 'a' and <= 'z') or '-') && argument[0] != '-';

    private static string Without(string file) =>
        file.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? file[..^Extension.Length] : file;

    private static string Cut(string name) => name.Length <= Longest ? name : name[..Longest];
}
