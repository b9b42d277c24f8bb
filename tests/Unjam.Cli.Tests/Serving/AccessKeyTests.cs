using Unjam.Cli.Serving;

namespace Unjam.Cli.Tests.Serving;

public sealed class AccessKeyTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string folder = Directory.CreateTempSubdirectory("unjam-").FullName;

    [Fact]
    public void KeyOfUser_AtEachStart_IsTheSameAndForTheOwnerOnly()
    {
        var key = AccessKey.OfUser(folder);
        Assert.Equal(43, key.Text.Length); // 32 random bytes in base64url
        Assert.Equal(Path.Combine(folder, "unjam", "token"), key.Path);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(key.Path!));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(key.Path)!));
        Assert.Equal(key, AccessKey.OfUser(folder));
    }

    [Fact]
    public void KeyOfUser_ThatOthersCouldRead_IsMadeAnew()
    {
        var key = AccessKey.OfUser(folder);
        File.SetUnixFileMode(key.Path!, OwnerOnly | UnixFileMode.OtherRead);
        Assert.NotEqual(key.Text, AccessKey.OfUser(folder).Text);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(key.Path!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative")]
    [InlineData("/proc/nowhere")]
    public void KeyOfUser_WithoutAPlace_IsKeptNowhere(string? directory)
    {
        var key = AccessKey.OfUser(directory);
        Assert.Null(key.Path);
        Assert.NotEqual(key.Text, AccessKey.OfUser(directory).Text);
    }

    [Fact]
    public void KeyOfFile_ThatIsNotThere_IsMade()
    {
        var path = Path.Combine(folder, "token");
        var key = AccessKey.Of(path);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        Assert.Equal(key, AccessKey.Of(path));
        File.WriteAllText(path, "chosen-by-the-operator\n");
        Assert.Equal("chosen-by-the-operator", AccessKey.Of(path).Text);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    [InlineData("two words of some length")]
    [InlineData("\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000b\u000c\u000e\u000f\u0010\u0011\u0012\u0013")]
    public void KeyOfFile_ThatIsNoToken_IsRefused(string text)
    {
        var path = Path.Combine(folder, "token");
        File.WriteAllText(path, text);
        Assert.Contains("has to hold one word", Assert.Throws<FormatException>(() => AccessKey.Of(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyOfFile_InNoFolder_IsRefused() =>
        Assert.Contains("cannot be used", Assert.Throws<FormatException>(() => AccessKey.Of("/nowhere/token")).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
