using System.Text;

namespace Unjam.Memory;

/// <summary>The command of a process in words, for the local screen only: it may hold secrets.</summary>
public static class CommandLine
{
    private const int MostBytes = 4096;

    /// <summary>Its arguments; for one without, its name in brackets, as other tools show it.</summary>
    public static string Of(ProcessDirectory directory)
    {
        var arguments = Encoding.UTF8.GetString(directory.Read("cmdline", new byte[MostBytes])).TrimEnd('\0').Replace('\0', ' ');
        return arguments.Length > 0 ? TargetText.Printable(arguments) : $"[{NameOf(directory)}]";
    }

    /// <summary>The same of a process by its number; empty when it has ended or is hidden.</summary>
    public static string Of(int pid)
    {
        try
        {
            using var directory = ProcessDirectory.Open(pid);
            return Of(directory);
        }
        catch (Exception failure) when (failure is MemoryGoneException or UnauthorizedAccessException)
        {
            return ""; // nobody's any more
        }
    }

    /// <summary>Its arguments one by one; a title that the process gave itself is the only one.</summary>
    public static IReadOnlyList<string> Arguments(ProcessDirectory directory)
        => Encoding.UTF8.GetString(directory.Read("cmdline", new byte[MostBytes])).TrimEnd('\0').Split('\0');

    /// <summary>Its short name (<c>comm</c>).</summary>
    public static string NameOf(ProcessDirectory directory)
        => TargetText.Printable(Encoding.UTF8.GetString(directory.Read("comm", new byte[64])).TrimEnd('\n'));
}
