using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Unjam.Live;
using Unjam.Web.Page;

namespace Unjam.Page.Tests;

public sealed class BundleTests
{
    // what the page may weigh on its way, all in all
    private const int MostBytes = 100_000;

    private static readonly string Web = Path.Combine(Repository.Root, "web");

    [Fact]
    public void Bundle_BuiltAfresh_IsTheOneCheckedIn()
    {
        Assert.True(Directory.Exists(Path.Combine(Web, "node_modules", "esbuild")), "esbuild is not installed: run `make setup`, or `npm ci` in web.");
        var fresh = Directory.CreateTempSubdirectory("unjam-bundle-");
        var build = CommandRun.Of(["node", Path.Combine(Web, "build.mjs"), fresh.FullName]);
        Assert.True(build.ExitCode == 0, build.Output + build.Errors);
        var kept = Path.Combine(Repository.Root, "src", "Unjam.Web", "Page", "Bundle");
        // packed bytes depend on the packer's version: what they unpack to is what counts
        string[] names = [.. Directory.GetFiles(kept).Select(file => Path.GetFileName(file)).Where(name => Path.GetExtension(name) is not (".br" or ".gz")).Order(StringComparer.Ordinal)];
        Assert.Equal(["app.css", "app.js", "bundle.tsv", "icon.svg"], names);
        foreach (var name in names)
            Assert.True(File.ReadAllBytes(Path.Combine(kept, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(fresh.FullName, name))), $"{name} is not what web/ gives now: run `node web/build.mjs`.");
        fresh.Delete(recursive: true);
    }

    [Fact]
    public void Types_OfThePage_AreRight()
    {
        var check = CommandRun.Of(["node", Path.Combine(Web, "node_modules", "typescript", "bin", "tsc"), "--noEmit", "--project", Web]);
        Assert.True(check.ExitCode == 0, check.Output + check.Errors);
    }

    [Fact]
    public void Assets_AsCarried_UnpackToTheirBytes_AndAreSmall()
    {
        Assert.Equal(3, PageBundle.Assets.Length);
        foreach (var asset in PageBundle.Assets)
        {
            Assert.Equal(asset.Plain.ToArray(), Unpack(new BrotliStream(new MemoryStream(asset.Brotli.ToArray()), CompressionMode.Decompress)));
            Assert.Equal(asset.Plain.ToArray(), Unpack(new GZipStream(new MemoryStream(asset.Gzip.ToArray()), CompressionMode.Decompress)));
            Assert.Equal(Convert.ToBase64String(SHA256.HashData(asset.Plain.Span)), asset.Sha256);
            Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(asset.Plain.Span))[..12], asset.Path, StringComparison.Ordinal);
        }

        Assert.InRange(PageBundle.Assets.Sum(asset => asset.Gzip.Length) + PageBundle.Shell.Length, 1, MostBytes);
    }

    [Fact]
    public void Shell_OfThePage_NamesItsAssets_AndHoldsNoFacts()
    {
        var shell = Encoding.UTF8.GetString(PageBundle.Shell.Span);
        foreach (var asset in PageBundle.Assets)
            Assert.Contains($"\"{asset.Path}\"", shell, StringComparison.Ordinal);
        Assert.Contains("<noscript>", shell, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", shell, StringComparison.Ordinal);
        Assert.DoesNotContain("http", shell.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Notices_OfOthers_NameEveryPackageInTheBundle()
    {
        using var packages = JsonDocument.Parse(File.ReadAllText(Path.Combine(Web, "package-lock.json")));
        var notices = File.ReadAllText(Path.Combine(Repository.Root, "THIRD-PARTY-NOTICES"));
        var inBundle = packages.RootElement.GetProperty("packages").EnumerateObject()
            .Where(package => package.Name.Length > 0 && !package.Value.TryGetProperty("dev", out _) && !package.Value.TryGetProperty("optional", out _))
            .Select(package => $"{package.Name["node_modules/".Length..]} {package.Value.GetProperty("version").GetString()}").ToArray();
        Assert.NotEmpty(inBundle);
        Assert.All(inBundle, package => Assert.Contains("\n" + package + "  (", notices, StringComparison.Ordinal));
    }

    private static byte[] Unpack(Stream packed)
    {
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }
}
