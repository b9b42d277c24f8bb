using System.Globalization;
using System.Text.Json;
using Unjam.Live;
using Unjam.Python.Interpreter;
using Unjam.Python.Layouts;

namespace Unjam.Python.Tests.Lines;

public class LineTableTests
{
    private static readonly string[] Modules = ["argparse", "asyncio.base_events", "asyncio.tasks", "concurrent.futures.thread", "threading", "typing", "html.entities", "inspect", "json.decoder"];

    public static IEnumerable<object[]> Pythons => Interpreters.OneOfEachSeries;

    [Theory]
    [MemberData(nameof(Pythons))]
    public void Line_OfEveryInstructionOfTheStandardLibrary_IsWhatPythonSays(string python)
    {
        var interpreter = Interpreters.Named(python);
        var shape = (LineTableShape)int.Parse(KnownVersions.Offsets.Cell("shape.line_table", interpreter.Series), CultureInfo.InvariantCulture);
        var instructions = 0;
        foreach (var code in Codes(interpreter))
        {
            var table = Convert.FromHexString(code.GetProperty("table").GetString()!);
            var first = code.GetProperty("first").GetInt32();
            var offset = 0;
            foreach (var line in code.GetProperty("lines").EnumerateArray())
            {
                Assert.True(line.GetInt32() == LineTable.Line(shape, table, first, offset), $"{code.GetProperty("name")} at {offset}");
                offset += 2;
                instructions++;
            }
        }

        Assert.True(instructions > 20_000, $"only {instructions} instructions were compared");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Line_OfADamagedTable_IsSomeNumberAndNoError(int shape)
    {
        var random = new Random(shape);
        for (var i = 0; i < 20_000; i++)
        {
            var table = new byte[random.Next(60)];
            random.NextBytes(table);
            LineTable.Line((LineTableShape)shape, table, random.Next(), random.Next(-2, 4000));
        }
    }

    [Fact]
    public void Line_BeforeTheFirstInstruction_IsTheFirstLine() =>
        Assert.Equal(17, LineTable.Line(LineTableShape.LocationEntries, [], 17, -1));

    private static IEnumerable<JsonElement> Codes(Unjam.Live.Interpreter interpreter)
    {
        var run = CommandRun.Of([.. interpreter.Prefix, "-c", File.ReadAllText(Path.Combine(Repository.Targets, "linetables.py")), .. Modules]);
        Assert.True(run.Output.Contains("\nEND", StringComparison.Ordinal), run.Errors);
        return run.Output.Split('\n').Where(static line => line.StartsWith('{')).Select(static line => JsonSerializer.Deserialize<JsonElement>(line));
    }
}
