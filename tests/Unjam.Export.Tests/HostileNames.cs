namespace Unjam.Export.Tests;

/// <summary>Names that a hostile target may give its functions, files, threads and tasks.</summary>
public static class HostileNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        "\x1b[31mred", "\x1b]0;title\x07", "\x1b[2J\x1b[H", "\x1b]52;c;ZXZpbA==\x07", "\x1b[8mhidden", "\u009b31mcsi", "\u009d0;osc\u009c", "\x1bP+q\x1b\\",
        "a\rb", "a\nb", "a\r\nb", "a\tb", "a\bb", "a\fb", "a\vb", "a\0b", "\x7f", "\a", "\u0085", "\u0080\u0090\u009f",
        "\u2028line", "\u2029paragraph", "\u202eevil", "\u202dx\u202c", "\u2066x\u2069", "\u2067\u2068", "\u200e\u200f", "\u061c",
        "a\u200bb", "a\u200cb", "a\u200db", "\ufeffbom", "a\u00adb", "\u2060\u2061\u2064", "\u180e", "\u034f", "\u3164", "\uffa0", "\u115f\u1160", "\u2800",
        "\ud800", "\udc00", "a\ud800b", "\udc00\ud800", "\ud83d", "ok\udfff",
        "\ufe0f", "\U000e0041\U000e0042", "\U000e0100", "\ue000", "\ue001\ue002", "\U0010fffd", "\uffff", "\ufffe", "\ufff9\ufffa",
        "\u00a0nbsp", "\u2003em", "\u3000wide", "\u1680",
        "e" + new string('\u0301', 40), "Z\u0336\u0337\u0338\u0335\u0334\u0333",
        "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "\"'`\\", "${jndi:ldap://x}", "=cmd|' /C calc'!A0", "{{7*7}}", "%s%n%x",
        new string('x', 10_000), string.Concat(Enumerable.Repeat("\x1b[1m", 5_000)), new string('\u4e2d', 9_000), string.Concat(Enumerable.Repeat("\U0001f600", 9_000)),
        "", " ", "   leading", "trailing   ",
        "`code`", "a`b", "``` js\nx\n```", "`", "``", "~~~", "**bold**", "_em_", "~~gone~~", "[x](http://evil.example)", "![i](http://evil.example/i.png)", "[x]: http://evil.example",
        "| a | b |", "a|b", "@everyone", "@here: look", "x @octocat", "<!channel>", "<@U123>", "<#C123>", "<!-- ", "# heading", "- item", "* item", "+ item", "1. item", "1) item",
        "> quote", "---", "===", "- [ ] done", "http://evil.example", "www.evil.example", "mail@evil.example", "&lt;b&gt;", "&#x3c;script&#x3e;", "&amp;", "<b>", "<details open>",
        "a\\", "\\`", "\\[x\\](y)", "    indented", "$$x$$", "$`x`$", ":fire:", "#123", "GH-1", "<module>", "Service.handle.<locals>.<lambda>",
    ];

    /// <summary>Whether text holds anything that may move a cursor, hide, reorder or forge.</summary>
    public static bool IsDangerous(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (char.IsHighSurrogate(character) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                var value = char.ConvertToUtf32(character, text[at + 1]);
                if (value is >= 0xE0000 and <= 0xE0FFF or >= 0xF0000)
                    return true;
                at++;
                continue;
            }

            if (character is < ' ' or (>= '\x7f' and <= '\u00a0') or '\u00ad' or '\u034f' or '\u061c' or '\u115f' or '\u1160' or '\u1680'
                or '\u180e' or (>= '\u2000' and <= '\u200f') or (>= '\u2028' and <= '\u202f') or (>= '\u205f' and <= '\u206f') or '\u2800' or '\u3000' or '\u3164'
                or (>= '\ud800' and <= '\udfff') or (>= '\ue000' and <= '\uf8ff') or (>= '\ufe00' and <= '\ufe0f') or '\ufeff' or '\uffa0'
                or (>= '\ufff0' and <= '\ufffb') or '\ufffe' or '\uffff')
                return true;
        }

        return false;
    }
}
