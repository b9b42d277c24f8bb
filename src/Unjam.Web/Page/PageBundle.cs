using System.Collections.Immutable;
using System.Text;

namespace Unjam.Web.Page;

/// <summary>The files of the page, as <c>web/build.mjs</c> has made them and this assembly carries them.</summary>
public static class PageBundle
{
    private const string Folder = "page/";

    /// <summary>All files that the shell names.</summary>
    public static ImmutableArray<PageAsset> Assets { get; } = Load();

    /// <summary>The document at <c>/</c>: it holds no facts, and names the assets.</summary>
    public static ReadOnlyMemory<byte> Shell { get; } = Encoding.UTF8.GetBytes(PageShell.Live(Assets));

    /// <summary>The asset of a kind, such as <c>app.js</c>.</summary>
    internal static PageAsset Of(IEnumerable<PageAsset> assets, string name) =>
        assets.First(asset => asset.Path.EndsWith(System.IO.Path.GetExtension(name), StringComparison.Ordinal));

    // the table says name, hash for policies and hash for the address: nobody hashes at run time, where OpenSSL may be missing
    private static ImmutableArray<PageAsset> Load() =>
    [
        .. Encoding.UTF8.GetString(Bytes("bundle.tsv")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Select(row => new PageAsset(AddressOf(row[0], row[2]), TypeOf(row[0]), Bytes(row[0]), Bytes(row[0] + ".gz"), Bytes(row[0] + ".br"), row[1])),
    ];

    private static string AddressOf(string name, string hash)
    {
        var extension = System.IO.Path.GetExtension(name);
        return $"/a/{name[..^extension.Length]}-{hash}{extension}";
    }

    private static string TypeOf(string name) => System.IO.Path.GetExtension(name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        var extension => throw new InvalidOperationException($"the page has a file of a kind that nobody serves: {extension}"),
    };

    private static byte[] Bytes(string name)
    {
        using var stream = typeof(PageBundle).Assembly.GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"this build does not carry {name}");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
