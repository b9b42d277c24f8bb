using System.Security.Cryptography;
using Unjam.Live;

namespace Unjam.Export.Tests;

public sealed class SchemaTests
{
    // Others rely on this contract: it changes on purpose, together with this number and the changelog.
    private const string Contract = "1a8162bbd1788a181f0204bae7372297ae22fcac44d08655e8c968834ea823aa";

    [Fact]
    public void DiagnosisSchema_AsPublished_IsTheContract()
    {
        var schema = File.ReadAllBytes(Path.Combine(Repository.Root, "docs", "diagnosis.schema.json"));
        Assert.Equal(Contract, Convert.ToHexStringLower(SHA256.HashData(schema)));
    }

    [Theory]
    [InlineData("diagnosis.schema.json", "unjam.diagnosis/1")]
    [InlineData("dump.schema.json", "unjam.dump/1")]
    [InlineData("ps.schema.json", "unjam.ps/1")]
    [InlineData("preflight.schema.json", "unjam.preflight/1")]
    public void Schema_AsPublished_NamesItsDocument(string file, string id)
    {
        using var schema = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", file)));
        Assert.Equal(id, schema.RootElement.GetProperty("properties").GetProperty("schema").GetProperty("const").GetString());
    }
}
