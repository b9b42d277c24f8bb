namespace Unjam.Diagnosis.Tests;

public sealed class AdvicePagesTests
{
    public static TheoryData<string> Ids => [.. FindingIds.All];

    [Fact]
    public void Ids_Pages_AreThoseOfTheFindings() => Assert.Equal(FindingIds.All.AsEnumerable(), AdvicePages.Ids);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Of_Id_SaysWhatItMeansHowSureWhatToDoAndHowToVerify(string id)
    {
        var page = AdvicePages.Of(id)!;
        Assert.StartsWith($"# {id}\n", page);
        var at = 0;
        foreach (var heading in new[] { "## What it means", "## How sure", "## Stop the bleeding", "## Fix", "## Verify" })
        {
            var next = page.IndexOf($"\n{heading}\n", at, StringComparison.Ordinal);
            Assert.True(next > at, $"{heading} is missing or out of order");
            at = next;
        }
    }

    [Fact]
    public void Of_Stranger_IsNull() => Assert.Null(AdvicePages.Of("no-such-finding"));
}
