using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Unjam.Web.Otlp;

/// <summary>Whether encrypted connections are possible on this machine.</summary>
internal static class Tls
{
    // .NET ends the whole process when it needs OpenSSL and finds none of these.
    private static readonly ImmutableArray<string> Libraries = ["libssl.so.3", "libssl.so.1.1", "libssl.so.1.0.2", "libssl.so.1.0.0", "libssl.so.10"];

    public static bool IsThere => Libraries.Any(library => NativeLibrary.TryLoad(library, out _));
}
