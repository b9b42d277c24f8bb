namespace Unjam.Page.Tests;

/// <summary>What a person, a keyboard, a screen reader and an attacker meet on the page: each check is told in tests/page/list.mjs.</summary>
public sealed class PageTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData("Verdict_Blocked")]
    [InlineData("Verdict_Saturated")]
    [InlineData("Verdict_Healthy")]
    [InlineData("Verdict_Inconclusive")]
    [InlineData("Picture_LightWide")]
    [InlineData("Picture_DarkWide")]
    [InlineData("Picture_LightMiddle")]
    [InlineData("Picture_DarkMiddle")]
    [InlineData("Picture_LightNarrow")]
    [InlineData("Picture_DarkNarrow")]
    [InlineData("Zoom_Twice")]
    [InlineData("Token_LeavesTheAddress")]
    [InlineData("Stream_GrowsTheLines")]
    [InlineData("Disconnected_IsSaid_AndComesBack")]
    [InlineData("Keyboard_ReachesAll")]
    [InlineData("Stalls_AreOpened_FromTheChart")]
    [InlineData("Colours_AreForced")]
    [InlineData("HostileNames_DoNothing")]
    [InlineData("ManyTargets_AreFiltered")]
    [InlineData("File_OpensAlone")]
    public void Page_InABrowser_PassesTheCheck(string check) => browser.Assert(check);

    [Fact]
    public void Checks_OfTheBrowser_AreAllAsked()
    {
        var asked = typeof(PageTests).GetMethod(nameof(Page_InABrowser_PassesTheCheck))!.GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Cast<InlineDataAttribute>().Select(each => (string)each.GetData(null!).Single()[0]);
        Assert.Equal(asked.Order(StringComparer.Ordinal), browser.Checks.Order(StringComparer.Ordinal));
    }
}
