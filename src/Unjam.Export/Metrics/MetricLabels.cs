using System.Collections.Immutable;
using System.Text;

namespace Unjam.Export.Metrics;

/// <summary>The labels of a sample. Values are made harmless on the way in and written once, however many samples share them.</summary>
public sealed class MetricLabels
{
    /// <summary>Most characters of a value.</summary>
    public const int ValueLimit = 120;

    private readonly byte[] written;

    private MetricLabels(ImmutableArray<KeyValuePair<string, string>> pairs, byte[] written) => (Pairs, this.written) = (pairs, written);

    public static MetricLabels None { get; } = new([], []);

    /// <summary>Names and cleaned values, in the order in which they were added.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Pairs { get; }

    /// <summary>As they stand between the braces of both text formats: <c>target="shop",pid="12"</c>.</summary>
    internal ReadOnlySpan<byte> Written => written;

    /// <summary>These labels and one more.</summary>
    /// <param name="name">Letters, digits and underscores; not used yet, and not <c>le</c>, which is a histogram's own.</param>
    /// <param name="value">Anything: what is dangerous is made visible, what is long is cut. An empty value would be no label at all, and reads <c>unnamed</c>.</param>
    /// <exception cref="ArgumentException">The name cannot be a label's, or is taken.</exception>
    public MetricLabels With(string name, string value)
    {
        if (!IsName(name) || name == "le" || Pairs.Any(pair => pair.Key == name))
            throw new ArgumentException($"'{name}' cannot be a label here.", nameof(name));
        var clean = Clean(value);
        var escaped = clean.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var text = Encoding.UTF8.GetBytes($"{name}=\"{escaped}\"");
        return new MetricLabels(Pairs.Add(new(name, clean)), written.Length == 0 ? text : [.. written, (byte)',', .. text]);
    }

    /// <summary>A value as it will stand in a label: cleaning it again changes nothing.</summary>
    public static string Clean(string value) => Clean(value, ValueLimit);

    /// <summary>The same, for a value to which something will be added.</summary>
    public static string Clean(string value, int limit)
    {
        // The text formats know no other escapes than \\, \" and \n: what else is dangerous, SafeText makes visible.
        var clean = SafeText.Of(value, ValueLimit);
        if (clean.Length > limit)
            clean = string.Concat(clean.AsSpan(0, char.IsHighSurrogate(clean[limit - 2]) ? limit - 2 : limit - 1), "…");
        return string.IsNullOrWhiteSpace(clean) ? "unnamed" : clean;
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && !name.StartsWith("__", StringComparison.Ordinal) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
