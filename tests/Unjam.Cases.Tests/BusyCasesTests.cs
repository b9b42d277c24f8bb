using Unjam.Live;

namespace Unjam.Cases.Tests;

/// <summary>The cases whose targets keep the processors busy.</summary>
[Collection(Alone.Name)]
public sealed class BusyCasesTests
{
    [Theory]
    [MemberData(nameof(Busy))]
    public void Case_IsDiagnosed_AsTheTableSays(string name, string python)
    {
        var result = CaseResult.Of(Live.Cases.Named(name), Interpreters.Named(python));
        Assert.True(result.Wrong.IsEmpty, string.Join('\n', result.Wrong));
    }

    public static IEnumerable<object[]> Busy() => CasesTests.InTurn(isBusy: true);
}
