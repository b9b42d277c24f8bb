using Unjam.Cli.Serving;

namespace Unjam.Cli.Tests.Serving;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("9000", "127.0.0.1:9000", true)]
    [InlineData(":9000", "127.0.0.1:9000", true)]
    [InlineData("127.0.0.1", "127.0.0.1:9464", true)]
    [InlineData("127.0.0.1:0", "127.0.0.1:0", true)]
    [InlineData("localhost:9000", "127.0.0.1:9000 [::1]:9000", true)]
    [InlineData("0.0.0.0:9464", "0.0.0.0:9464", false)]
    [InlineData("10.1.2.3:80", "10.1.2.3:80", false)]
    [InlineData("[::1]:9000", "[::1]:9000", true)]
    [InlineData("[::]:9464", "[::]:9464", false)]
    [InlineData("::1", "[::1]:9464", true)]
    public void Address_WithSense_IsTaken(string text, string endpoints, bool isLoopback)
    {
        var address = ListenAddress.Parse(text);
        Assert.Equal(endpoints, string.Join(' ', address!.Endpoints));
        Assert.Equal(isLoopback, address.IsLoopback);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("65536")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:x")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1:9464:1")]
    [InlineData("example.com:80")]
    [InlineData("http://127.0.0.1:80")]
    [InlineData("256.0.0.1:80")]
    [InlineData("[::1:80")]
    public void Address_WithoutSense_IsRefused(string text) => Assert.Null(ListenAddress.Parse(text));
}
