using System.Collections.Frozen;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Tells whose code a function is by where its file lies; one of .NET by its assembly.</summary>
internal static class FrameOwners
{
    // Modules that are compiled into the interpreter.
    private const string Frozen = "<frozen ";

    private static readonly string[] Installed = ["/site-packages/", "/dist-packages/"];

    // Import names of packages that are chosen, not written, by the user.
    private static readonly FrozenSet<string> Frameworks = new[]
    {
        "aiobotocore", "aiofiles", "aiohttp", "aiokafka", "aiomysql", "aioredis", "anyio", "asgiref", "asyncpg", "bcrypt", "billiard",
        "boto3", "botocore", "cassandra", "celery", "channels", "cryptography", "cx_Oracle", "daphne", "django", "dns", "elasticsearch",
        "eventlet", "fastapi", "flask", "gevent", "google", "grpc", "gunicorn", "h11", "httpcore", "httplib2", "httptools", "httpx", "hypercorn",
        "jinja2", "kafka", "kombu", "ldap3", "litestar", "loguru", "motor", "MySQLdb", "mysql", "nest_asyncio", "numpy", "openai", "opentelemetry",
        "oracledb", "orjson", "pandas", "paramiko", "peewee", "pika", "PIL", "prometheus_client", "psycopg", "psycopg2", "psycopg_pool",
        "pydantic", "pydantic_core", "pymemcache", "pymongo", "pymysql", "pyodbc", "quart", "redis", "requests", "requests_toolbelt", "s3transfer",
        "sanic", "sentry_sdk", "sniffio", "sqlalchemy", "starlette", "structlog", "tenacity", "tornado", "trio", "twisted", "ujson", "urllib3",
        "uvicorn", "uvloop", "watchdog", "websocket", "websockets", "werkzeug", "yaml", "zmq", "zope",
    }.ToFrozenSet(StringComparer.Ordinal);

    // First path segments of the standard library where programs are frozen and files are named relative to it.
    private static readonly FrozenSet<string> StandardModules = new[]
    {
        "asyncio", "codecs", "concurrent", "contextlib", "encodings", "functools", "http", "json", "logging", "multiprocessing", "queue", "random",
        "re", "runpy", "selectors", "socket", "socketserver", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "urllib", "xml", "zipfile",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static FrameOwner Of(Function function)
    {
        if (DotNetNames.Is(function))
            return DotNetOwners.Of(function);
        var file = function.File.AsSpan();
        if (PackageIn(file) is { Length: > 0 } package)
            return Frameworks.Contains(package) ? FrameOwner.Framework : FrameOwner.Package;
        if (file.StartsWith(Frozen) || IsInLibrary(file))
            return FrameOwner.StandardLibrary;
        if (file.Length == 0 || file[0] is '/' or '<')
            return FrameOwner.User;
        var first = FirstSegment(file);
        return file.Contains('/') && Frameworks.Contains(first) ? FrameOwner.Framework
            : StandardModules.Contains(first) ? FrameOwner.StandardLibrary
            : FrameOwner.User;
    }

    /// <summary>The module of a function's file as it is imported: <c>requests.api</c>, <c>concurrent.futures.thread</c>, <c>shop.api</c>; the type of a method of .NET.</summary>
    public static string ModuleOf(Function function)
    {
        if (DotNetNames.Is(function))
            return DotNetNames.TypeOf(function);
        var file = function.File.AsSpan();
        if (file.StartsWith(Frozen))
            return file[Frozen.Length..].TrimEnd('>').ToString();
        var root = RootLength(file);
        file = file[root..];
        if (root == 0 && file.LastIndexOf('/') is var slash and >= 0 && file[0] is '/')
            file = file[(slash + 1)..];
        if (file.EndsWith(".py"))
            file = file[..^3];
        if (file.EndsWith("/__init__"))
            file = file[..^9];
        return file.ToString().Replace('/', '.');
    }

    private static string? PackageIn(ReadOnlySpan<char> file)
    {
        foreach (var place in Installed)
        {
            if (file.LastIndexOf(place) is var at and >= 0)
                return FirstSegment(file[(at + place.Length)..]);
        }

        return null;
    }

    private static int RootLength(ReadOnlySpan<char> file)
    {
        foreach (var place in Installed)
        {
            if (file.LastIndexOf(place) is var at and >= 0)
                return at + place.Length;
        }

        return LibraryEnd(file) is var end and > 0 ? end : 0;
    }

    private static bool IsInLibrary(ReadOnlySpan<char> file) => LibraryEnd(file) > 0;

    /// <summary>Where the path below <c>…/lib/python3.X/</c> (or <c>lib64</c>, or <c>python3X.zip</c>) begins; 0 when it is not there.</summary>
    private static int LibraryEnd(ReadOnlySpan<char> file)
    {
        var from = 0;
        while (file[from..].IndexOf("/python3") is var at and >= 0)
        {
            at += from;
            var rest = file[(at + "/python3".Length)..];
            var name = rest[..(rest.IndexOf('/') is var slash and >= 0 ? slash : rest.Length)];
            var end = file.Length - rest.Length + name.Length;
            var below = file[..at].EndsWith("/lib") || file[..at].EndsWith("/lib64");
            if (below && end < file.Length && IsVersion(name))
                return end + 1;
            from = end;
        }

        return 0;
    }

    /// <summary>The rest of a directory's name after <c>python3</c>: <c>.11</c>, <c>.13t</c>, <c>11.zip</c>.</summary>
    private static bool IsVersion(ReadOnlySpan<char> rest) =>
        rest.StartsWith('.') ? rest[1..].TrimEnd("td") is { Length: > 0 } minor && !minor.ContainsAnyExceptInRange('0', '9')
        : rest.EndsWith(".zip") && rest.Length > 4 && !rest[..^4].ContainsAnyExceptInRange('0', '9');

    private static string FirstSegment(ReadOnlySpan<char> path)
    {
        while (path.IndexOf('/') is var slash and >= 0)
        {
            if (!path[..slash].EndsWith(".egg"))
                return path[..slash].ToString();
            path = path[(slash + 1)..];
        }

        return (path.EndsWith(".py") ? path[..^3] : path).ToString();
    }
}
