using Unjam.Live;

namespace Unjam.Cases.Tests;

/// <summary>Every case of <c>tests/targets/cases.tsv</c> whose target leaves the processors alone, on one of its Pythons in turn; <c>make accuracy</c> runs all on all.</summary>
public sealed class CasesTests
{
    [Theory]
    [MemberData(nameof(Calm))]
    public void Case_IsDiagnosed_AsTheTableSays(string name, string python) => AssertRight(name, python);

    public static IEnumerable<object[]> Calm() => InTurn(isBusy: false);

    /// <summary>Diagnoses a case and compares all that the table says of it.</summary>
    internal static void AssertRight(string name, string python)
    {
        var result = CaseResult.Of(Live.Cases.Named(name), Interpreters.Named(python));
        Assert.True(result.Wrong.IsEmpty, string.Join('\n', result.Wrong));
    }

    /// <summary>Cases with a Python that can run each.</summary>
    internal static IEnumerable<object[]> InTurn(bool isBusy)
    {
        for (var i = 0; i < Live.Cases.All.Length; i++)
        {
            var pythons = Live.Cases.PythonsFor(Live.Cases.All[i]).ToArray();
            if (pythons.Length > 0 && Live.Cases.All[i].IsBusy == isBusy)
                yield return [Live.Cases.All[i].Name, pythons[i % pythons.Length].Name];
        }
    }
}
