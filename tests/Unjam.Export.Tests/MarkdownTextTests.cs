namespace Unjam.Export.Tests;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("legacy_fetch", "`legacy_fetch`")]
    [InlineData("<module>", "`<module>`")]
    [InlineData("Service.handle.<locals>.<lambda>", "`Service.handle.<locals>.<lambda>`")]
    [InlineData("a`b", "`a\\x60b`")]
    [InlineData("<script>", "`\\x3cscript>`")]
    [InlineData("<!channel>", "`\\x3c!channel>`")]
    [InlineData("@everyone", "`\\x40everyone`")]
    [InlineData("/srv/app@1.2/x.py", "`/srv/app@1.2/x.py`")]
    [InlineData("a|b", "`a\\x7cb`")]
    [InlineData("a\nb", "`a\\nb`")]
    [InlineData("\u202eevil", "`\\u202eevil`")]
    [InlineData("", "(no name)")]
    [InlineData("   ", "(no name)")]
    public void Name_InACodeSpan_CannotLeaveIt(string name, string span) => Assert.Equal(span, MarkdownText.Code(name));

    [Theory]
    [InlineData("The loop did not go round for 1.00 s so far.", "The loop did not go round for 1.00 s so far.")]
    [InlineData("Path: create_invoice (demo/service.py:17) → fetch.", "Path: `create_invoice` (`demo/service.py:17`) → fetch.")]
    [InlineData("blocked in time.sleep, now", "blocked in `time.sleep`, now")]
    [InlineData("Pool \"db_1\" is full: 8/8 busy", "Pool \"`db_1`\" is full: 8/8 busy")]
    [InlineData("call close() first", "call `close()` first")]
    [InlineData("see [x](http://evil.example) now", "see `[x](http://evil.example)` now")]
    [InlineData("@everyone look", "`\\x40everyone` look")]
    [InlineData("# heading", "`#` heading")]
    [InlineData("- item", "`-` item")]
    [InlineData("1. item", "`1`. item")]
    [InlineData("a - b", "a - b")]
    [InlineData("**bold** _em_", "`**bold**` `_em_`")]
    [InlineData("  several   spaces ", "several spaces")]
    public void Sentence_AsProse_KeepsItsWordsAndGivesNamesASpan(string sentence, string prose) => Assert.Equal(prose, MarkdownText.Prose(sentence));
}
