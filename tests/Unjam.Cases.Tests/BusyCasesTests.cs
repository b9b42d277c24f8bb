namespace Unjam.Cases.Tests;

/// <summary>The cases whose targets keep the processors busy.</summary>
[Collection(Alone.Name)]
public sealed class BusyCasesTests
{
    [Theory]
    [MemberData(nameof(Busy))]
    public void Case_IsDiagnosed_AsTheTableSays(string name, string python) => CasesTests.AssertRight(name, python);

    public static IEnumerable<object[]> Busy() => CasesTests.InTurn(isBusy: true);
}
