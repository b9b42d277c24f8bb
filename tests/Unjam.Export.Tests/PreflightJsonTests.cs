using System.Text;

namespace Unjam.Export.Tests;

public sealed class PreflightJsonTests
{
    [Fact]
    public void Conditions_Written_AreValidBySchemaAndSafe()
    {
        List<PreflightLine> conditions =
        [
            new("kernel", true, "Linux 6.18, x86-64", new Dictionary<string, string>()),
            new("user", false, "you are user 1, it runs as user 2", new Dictionary<string, string> { ["host"] = "sudo unjam diagnose 7" }),
            .. HostileNames.All.Select(name => new PreflightLine("memory", null, name, new Dictionary<string, string> { ["docker"] = name })),
        ];
        using var stream = new MemoryStream();
        new PreflightJson(stream, "1.2.3").Write(7, conditions);
        new PreflightJson(stream, "1.2.3").Write(null, conditions[..1]);
        var lines = Encoding.UTF8.GetString(stream.ToArray());
        Validator.AssertValid("preflight.schema.json", lines);
        Assert.False(HostileNames.IsDangerous(lines.Replace("\n", "")));
        Assert.StartsWith(
            """{"schema":"unjam.preflight/1","tool":{"name":"unjam","version":"1.2.3"},"pid":7,"attachable":false,"conditions":[{"id":"kernel","met":true,"says":"Linux 6.18, x86-64","remedies":{}},{"id":"user","met":false,"says":"you are user 1, it runs as user 2","remedies":{"host":"sudo unjam diagnose 7"}}""",
            lines);
    }
}
