using System.Buffers.Binary;
using System.Text;
using Unjam.Memory;

namespace Unjam.DotNet.Attach;

/// <summary>What a runtime says of its process: the answer to <c>ProcessInfo2</c> of the diagnostics protocol.</summary>
/// <param name="EntryAssembly">The assembly that was started; empty when it names none.</param>
/// <param name="Architecture">Such as <c>x64</c>.</param>
/// <param name="Version">Such as <c>10.0.1</c>, without what stands behind a plus sign.</param>
internal sealed record ProcessAnswer(string EntryAssembly, string Architecture, string Version)
{
    // its process id as it sees it (8), and a cookie (16)
    private const int TextsAt = 24;

    /// <summary>Asks a port.</summary>
    /// <exception cref="DiagnosticsException">There is no answer, or none that makes sense.</exception>
    public static ProcessAnswer Of(DiagnosticsPort port, Patience patience)
    {
        using var connection = DiagnosticsConnection.Open(port, patience);
        connection.Send(DiagnosticsCommand.ProcessInfo2, []);
        return Parse(connection.Answer());
    }

    /// <exception cref="DiagnosticsException">It makes no sense.</exception>
    internal static ProcessAnswer Parse(ReadOnlySpan<byte> payload)
    {
        // command line, system, architecture, assembly, version
        var texts = new string[5];
        var rest = payload.Length < TextsAt ? default : payload[TextsAt..];
        for (var each = 0; each < texts.Length; each++)
            texts[each] = Text(ref rest);
        return new ProcessAnswer(texts[3], texts[2], texts[4].Split('+', 2)[0]);
    }

    // its length in characters with the zero that ends it
    private static string Text(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < sizeof(int) || BinaryPrimitives.ReadInt32LittleEndian(rest) is not (>= 0 and var length) || length > (rest.Length - sizeof(int)) / sizeof(char))
            throw new DiagnosticsException(DiagnosticsFailure.NoAnswer, "What the runtime says of itself makes no sense.");
        var bytes = rest.Slice(sizeof(int), length * sizeof(char));
        rest = rest[(sizeof(int) + bytes.Length)..];
        return TargetText.Printable(Encoding.Unicode.GetString(bytes).TrimEnd('\0'));
    }
}
