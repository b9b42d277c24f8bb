using Unjam.Live;

namespace Unjam.Serve.Tests;

/// <summary>A file with a token that nobody else may read, until this is disposed.</summary>
internal sealed class TokenFile : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("unjam-serve-").FullName;

    public TokenFile()
    {
        File.WriteAllText(Path, Token);
        CommandRun.Of(["chmod", "600", Path]);
    }

    public string Path => System.IO.Path.Combine(folder, "token");

    public static string Token => "a-token-of-the-tests-that-is-long-enough-0123456789";

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
