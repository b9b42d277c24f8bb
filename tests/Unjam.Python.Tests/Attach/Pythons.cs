using System.Buffers.Binary;
using Unjam.Live;
using Installed = Unjam.Live.Interpreter;

namespace Unjam.Python.Tests.Attach;

/// <summary>Copies of static Pythons that were changed as builds and strip tools change them, or as no build is yet.</summary>
internal static class Pythons
{
    /// <summary>Debian's own: static, at a fixed place, stripped, with <c>Py_Version</c> and without a table of offsets.</summary>
    public static Installed System => Interpreters.List.Single(python => python.Executable == "/usr/bin/python3");

    /// <summary>Debian's newest: static, with a table of offsets.</summary>
    public static Installed Newest => Interpreters.OfSeries("3.15");

    /// <summary>Another program in the place of the system's.</summary>
    public static Installed At(string executable) => new(executable, System.Version, executable, null, System.Packages);

    /// <summary>Renames the dynamic symbols by which a runtime is found, as if they had not been exported.</summary>
    public static void HideSymbols(byte[] file)
    {
        foreach (var name in new[] { "_PyRuntime", "Py_Version", "Py_GetVersion" })
        {
            var pattern = global::System.Text.Encoding.ASCII.GetBytes($"\0{name}\0");
            var at = file.AsSpan().IndexOf(pattern);
            Assert.True(at >= 0, $"no {name}");
            file[at + 1] = (byte)'#';
        }
    }

    /// <summary>Removes the section headers, as <c>sstrip</c> does.</summary>
    public static void DropSections(byte[] file)
    {
        file.AsSpan(40, 8).Clear();
        file.AsSpan(60, 4).Clear();
    }

    /// <summary>Changes the version that a runtime with a table of offsets says of itself.</summary>
    public static void SetVersion(byte[] file, ulong hex)
        => BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(Cookie(file) + 8), hex);

    /// <summary>Makes a runtime with a table of offsets say that it was built without the GIL.</summary>
    public static void SetFreeThreaded(byte[] file) => BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(Cookie(file) + 16), 1);

    private static int Cookie(byte[] file)
    {
        var at = file.AsSpan().IndexOf("xdebugpy"u8);
        while (at >= 0 && at % 8 != 0)
            at += 1 + file.AsSpan(at + 1).IndexOf("xdebugpy"u8);
        Assert.True(at >= 0, "no cookie");
        return at;
    }
}
