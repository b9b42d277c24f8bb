using Unjam.Cli.Serving;
using Unjam.Cli.Serving.Configuration;

namespace Unjam.Cli.Tests.Serving;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"unjam-{Guid.NewGuid():n}.yaml");

    [Fact]
    public void File_WithEverything_IsRead()
    {
        var settings = Read("""
            # what to watch
            pid: [4312, 0x10]
            match:
              - shop=uvicorn shop:app
              - celery
            listen: "0.0.0.0:9464"
            max-cpu: 2.5%
            rate: 25
            max-targets: 12
            token-file: /etc/unjam/token
            allowed-host: unjam.example.com
            insecure-no-auth: false
            culprits: true
            otlp: http://collector:4318
            """);
        Assert.Equal([4312, 16], settings.Pids.AsEnumerable());
        Assert.Equal(["shop", null], settings.Patterns.Select(pattern => pattern.Name));
        Assert.Equal("uvicorn shop:app", settings.Patterns[0].Regex.ToString());
        Assert.Equal("0.0.0.0:9464", Assert.Single(settings.Listen!.Endpoints).ToString());
        Assert.Equal(0.025, settings.MaxCpu);
        Assert.Equal(25, settings.Rate);
        Assert.Equal(12, settings.MaxTargets);
        Assert.Equal("/etc/unjam/token", settings.TokenFile);
        Assert.Equal(["unjam.example.com"], settings.AllowedHosts.AsEnumerable());
        Assert.False(settings.WithoutToken);
        Assert.True(settings.Culprits);
        Assert.Equal("http://collector:4318", settings.Otlp);
    }

    [Fact]
    public void File_ThatIsEmpty_SetsNothing()
    {
        foreach (var text in new[] { "", "# nothing\n", "---\n", "{}\n" })
            Assert.Null(Read(text).Listen);
    }

    [Theory]
    [InlineData("lisen: 1", ":1:1: there is no option \"lisen\": did you mean listen? (there are pid, match, listen,")]
    [InlineData("rate: 50\nfrobnicate: 1", ":2:1: there is no option \"frobnicate\" (there are pid,")]
    [InlineData("rate: 50\nrate: 60", ":2:1: rate is set a second time")]
    [InlineData("rate: fast", ":1:7: rate: \"fast\" makes no sense: give looks per second between 2 and 1000, such as 50")]
    [InlineData("rate: [50]", ":1:7: rate takes one value, not a list")]
    [InlineData("match:\n  shop: uvicorn", ":2:3: match takes a value or a list of values, not a mapping")]
    [InlineData("match:\n  - ok\n  - '('", ":3:5: match: \"(\" makes no sense: the regular expression is wrong at its character 2: insufficient closing parentheses")]
    [InlineData("match: '(?=x)'", ":1:8: match: \"(?=x)\" makes no sense: the regular expression looks around or back")]
    [InlineData("max-targets: 0", ":1:14: max-targets: \"0\" makes no sense: give a number between 1 and 10000")]
    [InlineData("max-cpu: 500%", ":1:10: max-cpu: \"500%\" makes no sense: give a share of one core between 0.1% and 400%, such as 5%")]
    [InlineData("culprits: yes", ":1:11: culprits: \"yes\" makes no sense: give true or false")]
    [InlineData("pid: -1", ":1:6: pid: \"-1\" makes no sense: give a process id such as 4312")]
    [InlineData("listen: example.com:9464", ":1:9: listen: \"example.com:9464\" makes no sense: give an address")]
    [InlineData("allowed-host: http://x/", ":1:15: allowed-host: \"http://x/\" makes no sense: give a host name")]
    [InlineData("otlp: collector:4318", ":1:7: otlp: \"collector:4318\" makes no sense: give a URL such as http://localhost:4318")]
    [InlineData("- listen", ":1:1: the file has to be a mapping")]
    [InlineData("just words", ":1:1: the file has to be a mapping")]
    [InlineData("rate: &a 50\nmax-targets: *a", ":2:14: max-targets takes one value, not an alias")]
    [InlineData("rate: 50\n---\nrate: 60", "there is a second document")]
    [InlineData("rate: \"50", "this is not YAML")]
    [InlineData("rate: b: c", "this is not YAML")]
    [InlineData("match: [50", "this is not YAML")]
    [InlineData("? [a]\n: b", ":1:3: the name of an option has to stand here")]
    public void File_WithoutSense_IsRefusedWithThePlace(string text, string expected)
    {
        var message = Assert.Throws<ConfigurationException>(() => Read(text)).Message;
        Assert.StartsWith(path + ":", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_ThatCannotBeRead_IsRefused()
    {
        Assert.Equal("/nowhere/x.yaml: there is no such file", Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read("/nowhere/x.yaml")).Message);
        Assert.Contains("directory", Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read("/tmp")).Message, StringComparison.Ordinal);
        Assert.Contains("at most 256 KB", Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read("/dev/zero")).Message, StringComparison.Ordinal);
        File.WriteAllBytes(path, [0xff, 0xfe, 0x41]);
        Assert.Contains("not text in UTF-8", Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read(path)).Message, StringComparison.Ordinal);
        File.WriteAllText(path, new string('#', 300_000));
        Assert.Contains("at most 256 KB", Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_OfAnyBytes_IsReadOrRefusedWithASentence()
    {
        var pieces = new[] { "rate", ":", " ", "\n", "-", "[", "]", "{", "}", "\"", "'", "&a", "*a", "!!str", "|", ">", "%", "@", "\t", "#", "50", "---", "...", "? ", "\u0000", "é", "<<: *a", "match" };
        for (var seed = 0; seed < 2_000; seed++)
        {
            var dice = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, dice.Next(1, 30)).Select(_ => pieces[dice.Next(pieces.Length)]));
            try
            {
                Read(text);
            }
            catch (ConfigurationException refused)
            {
                Assert.StartsWith(path, refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Settings_OfTheCommandLine_StandAboveThoseOfTheFile()
    {
        var both = new ServeSettings { Pids = [1], Rate = 10 }.Over(new ServeSettings { Pids = [2], Rate = 20, MaxTargets = 3 });
        Assert.Equal([1, 2], both.Pids.AsEnumerable());
        Assert.Equal(10, both.Rate);
        Assert.Equal(3, both.MaxTargets);
    }

    public void Dispose() => File.Delete(path);

    private ServeSettings Read(string text)
    {
        File.WriteAllText(path, text);
        return ConfigurationFile.Read(path);
    }
}
