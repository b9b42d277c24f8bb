namespace Unjam.Live.Tests.Diagnosing;

/// <summary>Every case of <c>tests/targets/cases.tsv</c>, each on one of its Pythons in turn; <c>make accuracy</c> runs them all on all.</summary>
public sealed class CasesTests
{
    [Theory]
    [MemberData(nameof(InTurn))]
    public void Case_IsDiagnosed_AsTheTableSays(string name, string python)
    {
        var result = CaseResult.Of(Cases.Named(name), Interpreters.Named(python));
        Assert.True(result.Wrong.IsEmpty, string.Join('\n', result.Wrong));
    }

    public static IEnumerable<object[]> InTurn()
    {
        for (var i = 0; i < Cases.All.Length; i++)
        {
            var pythons = Cases.PythonsFor(Cases.All[i]).ToArray();
            if (pythons.Length > 0)
                yield return [Cases.All[i].Name, pythons[i % pythons.Length].Name];
        }
    }
}
