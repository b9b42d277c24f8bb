using System.Text;
using Unjam.Model;

namespace Unjam.Export.Tests;

public sealed class PsJsonTests
{
    [Fact]
    public void Processes_Written_AreValidBySchema()
    {
        List<ListedProcess> processes =
        [
            new(1, "python app.py", "CPython 3.11.7", [LoopKind.Asyncio, LoopKind.Uvloop], 2, null),
            new(2, "python old.py", null, null, null, "Python 2.7 is not supported."),
            .. HostileNames.All.Select((name, index) => new ListedProcess(index + 3, name, name, [], 0, name)),
        ];
        using var stream = new MemoryStream();
        new PsJson(stream, "1.2.3").Write(processes);
        var line = Encoding.UTF8.GetString(stream.ToArray());
        Validator.AssertValid("ps.schema.json", line);
        Assert.False(HostileNames.IsDangerous(line.TrimEnd('\n')));
        Assert.StartsWith(
            """{"schema":"unjam.ps/1","tool":{"name":"unjam","version":"1.2.3"},"processes":[{"pid":1,"attachable":true,"why_not":null,"runtime":"CPython 3.11.7","loops":["asyncio","uvloop"],"pools":2,"command":"python app.py"},{"pid":2,"attachable":false,"why_not":"Python 2.7 is not supported.","runtime":null,"loops":null,"pools":null,"command":"python old.py"}""",
            line);
    }
}
