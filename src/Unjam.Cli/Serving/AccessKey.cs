using System.Buffers.Text;
using System.Text;

namespace Unjam.Cli.Serving;

/// <summary>The token that the page and the API ask for.</summary>
/// <param name="Text">What has to be shown.</param>
/// <param name="Path">The file that holds it, readable by its owner only; null when it is kept nowhere.</param>
internal sealed record AccessKey(string Text, string? Path)
{
    private const int RandomBytes = 32;
    private const int Shortest = 16;
    private const int Longest = 256;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyDirectory = OwnerOnly | UnixFileMode.UserExecute;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>The token of a file that the user names; it is made when it is not there.</summary>
    /// <exception cref="FormatException">The file cannot be used; the message says why.</exception>
    public static AccessKey Of(string path)
    {
        try
        {
            return Read(path) ?? Create(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"the token file {path} cannot be used: {failure.Message.TrimEnd('.')}");
        }
    }

    /// <summary>The token of this user, the same at each start until the machine's; a new one that is kept nowhere when there is no place for it.</summary>
    /// <param name="runtimeDirectory">$XDG_RUNTIME_DIR, or /run for root: a directory that nobody else can write to.</param>
    public static AccessKey OfUser(string? runtimeDirectory)
    {
        if (string.IsNullOrEmpty(runtimeDirectory) || !System.IO.Path.IsPathRooted(runtimeDirectory))
            return new(NewText(), null);
        var directory = System.IO.Path.Combine(runtimeDirectory, "unjam");
        var path = System.IO.Path.Combine(directory, "token");
        try
        {
            Directory.CreateDirectory(directory, OwnerOnlyDirectory);
            // what others could read or change is no secret
            if (File.Exists(path) && (File.GetUnixFileMode(path) & Others) != 0)
                File.Delete(path);
            return Read(path) ?? Create(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            return new(NewText(), null);
        }
    }

    private static AccessKey? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
        var bytes = new byte[Longest + 2];
        var text = Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).Trim();
        return text.Length is >= Shortest and <= Longest && text.All(letter => letter is > ' ' and <= '~')
            ? new(text, path)
            : throw new FormatException($"the token file {path} has to hold one word of {Shortest} to {Longest} letters, digits and signs; delete it, and a new one is made");
    }

    private static AccessKey Create(string path)
    {
        var text = NewText();
        // never through a link, never over another file, and readable to nobody else at any moment
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        file.Write(Encoding.UTF8.GetBytes(text + "\n"));
        return new(text, path);
    }

    // from the kernel itself: .NET's generator needs a libssl, which not every machine has
    private static string NewText()
    {
        var bytes = new byte[RandomBytes];
        using var random = new FileStream("/dev/urandom", new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, BufferSize = 0 });
        random.ReadExactly(bytes);
        return Base64Url.EncodeToString(bytes);
    }
}
