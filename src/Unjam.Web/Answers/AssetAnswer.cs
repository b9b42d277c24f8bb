using Microsoft.AspNetCore.Http;
using Unjam.Export;
using Unjam.Web.Page;

namespace Unjam.Web.Answers;

/// <summary>The page itself: a shell without facts, and the files it names, which may be cached for ever.</summary>
internal static class AssetAnswer
{
    public static Task Shell(HttpContext context) => Body.Bytes(context, StatusCodes.Status200OK, Body.Html, PageBundle.Shell);

    public static Task Send(HttpContext context, PageAsset asset)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var (encoding, bytes) = AcceptedFormats.Takes(accepted, "br") ? ("br", asset.Brotli)
            : AcceptedFormats.Takes(accepted, "gzip") ? ("gzip", asset.Gzip)
            : (null, asset.Plain);
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        return Body.Bytes(context, StatusCodes.Status200OK, asset.ContentType, bytes);
    }
}
