namespace Unjam.Web.Page;

/// <summary>A file that the page loads. Its address holds a hash of its bytes: it may be cached for ever.</summary>
/// <param name="Path">Where it is served, such as <c>/a/app-0123456789ab.js</c>.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Plain">Its bytes.</param>
/// <param name="Gzip">The same, packed.</param>
/// <param name="Brotli">The same, packed better.</param>
/// <param name="Sha256">Hash of <paramref name="Plain"/> in base64, as content security policies want it.</param>
public sealed record PageAsset(
    string Path, string ContentType, ReadOnlyMemory<byte> Plain, ReadOnlyMemory<byte> Gzip, ReadOnlyMemory<byte> Brotli, string Sha256);
