using System.Globalization;
using System.Text;
using System.Text.Json;
using Unjam.Memory;

namespace Unjam.DotNet.Sights;

/// <summary>How many threads the shared pool starts without delay, where the process was told so as it began. What it sets itself later is not seen.</summary>
/// <remarks>
/// Source: clrconfignames.h (<c>ThreadPool_ForceMinWorkerThreads</c>, which is read as hexadecimal) and PortableThreadPool.cs
/// (<c>System.Threading.ThreadPool.MinThreads</c> of <c>runtimeconfig.json</c>). The first of the two wins.
/// </remarks>
internal static class PoolMinimum
{
    private const string Property = "System.Threading.ThreadPool.MinThreads";
    private const int MostBytes = 1 << 20;

    private static readonly string[] Variables = ["DOTNET_ThreadPool_ForceMinWorkerThreads=", "COMPlus_ThreadPool_ForceMinWorkerThreads="];

    /// <summary>The number; null when it was not told, or we may not look.</summary>
    public static int? Of(ProcessDirectory directory)
    {
        foreach (var variable in Lines(directory, "environ"))
        {
            foreach (var name in Variables)
            {
                if (variable.StartsWith(name, StringComparison.Ordinal) && Hexadecimal(variable.AsSpan(name.Length)) is { } least)
                    return least;
            }
        }

        foreach (var path in Configurations(directory))
        {
            if (OfConfiguration(path) is { } least)
                return least;
        }

        return null;
    }

    internal static int? Hexadecimal(ReadOnlySpan<char> text)
    {
        text = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return int.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= short.MaxValue ? value : null;
    }

    internal static int? OfConfiguration(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("runtimeOptions", out var options) && options.ValueKind == JsonValueKind.Object
                && options.TryGetProperty("configProperties", out var properties) && properties.ValueKind == JsonValueKind.Object
                && properties.TryGetProperty(Property, out var least) && least.ValueKind == JsonValueKind.Number && least.TryGetInt32(out var value) && value > 0
                ? value : null;
        }
        catch (JsonException)
        {
            return null; // the process could not read it either
        }
    }

    private static int? OfConfiguration(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length <= MostBytes ? OfConfiguration(File.ReadAllBytes(path)) : null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return null; // it is as if it were not there
        }
    }

    // beside the program, or beside the assembly that `dotnet` was told to start
    private static IEnumerable<string> Configurations(ProcessDirectory directory)
    {
        var root = $"/proc/{directory.Pid}/root";
        if (directory.ReadLink("exe") is { } program)
            yield return root + program + ".runtimeconfig.json";
        foreach (var word in Lines(directory, "cmdline").Skip(1).Take(8))
        {
            if (!word.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
                continue;
            var assembly = word.StartsWith('/') ? word : directory.ReadLink("cwd") + "/" + word;
            yield return root + assembly[..^4] + ".runtimeconfig.json";
            yield break;
        }
    }

    private static string[] Lines(ProcessDirectory directory, string name)
    {
        try
        {
            return Encoding.UTF8.GetString(directory.ReadAll(name, MostBytes)).Split('\0');
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or MemoryGoneException)
        {
            return [];
        }
    }
}
