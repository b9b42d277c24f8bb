using System.Text;
using System.Text.RegularExpressions;
using Unjam.Cli.Markdown;
using Unjam.Cli.Tests.Screens;
using Unjam.Diagnosis;
using Unjam.Export.Tests;

namespace Unjam.Cli.Tests.Markdown;

public sealed partial class DiagnosisMarkdownTests
{
    private const string Page = "# A page\n\n## Stop the bleeding\nRestart this worker, or drop the peer\nthat does not answer.\n";

    // What the document itself is made of; anything else would come from a name.
    private static readonly string[] OwnTags = ["h3", "p", "ul", "ol", "li", "pre", "code", "strong"];

    [Fact]
    public void Markdown_BlockedLoop_AsApproved() => Approval.Verify(Show(Samples.BlockedLoop));

    [Fact]
    public void Markdown_TwoFindings_AsApproved() => Approval.Verify(Show(Samples.Two));

    [Fact]
    public void Markdown_Deadlock_AsApproved() => Approval.Verify(Show(Samples.Deadlock));

    [Fact]
    public void Markdown_Healthy_AsApproved() => Approval.Verify(Show(Samples.Healthy));

    [Fact]
    public void Markdown_Inconclusive_AsApproved() => Approval.Verify(Show(Samples.Inconclusive));

    [Fact]
    public void CommandLine_OfTheTarget_StaysAtHome() => Assert.DoesNotContain(Samples.Target.Command, Show(Samples.Two));

    [Fact]
    public void HostileNames_InEveryPlaceOfAReport_RenderAsTextOnly()
    {
        var reports = new Reports(seed: 17);
        var documents = Enumerable.Range(0, 300).Select(_ => Show(reports.Next())).ToArray();
        Assert.All(documents, AssertInert);
        Assert.All(Rendered.Html(documents), html =>
        {
            var strange = Tag().Matches(html).Select(match => match.Value).Where(tag => !OwnTags.Contains(tag.Trim('<', '/', '>').Split(' ')[0])).Distinct().ToArray();
            Assert.True(strange.Length == 0, $"{string.Join(", ", strange)} in {html}");
        });
    }

    [Fact]
    public void EveryHostileName_InEveryHole_RendersAsItselfOnly()
    {
        var documents = HostileNames.All.SelectMany(name => new[] { $"{(Marked)$"{name}"}", $"{(Marked)$"{name:prose}"}", $"- {(Marked)$"a {name:prose} b"}" }).ToArray();
        Assert.All(documents, AssertInert);
        Assert.All(Rendered.Html(documents), html => Assert.Matches("^\\s*(<ul>\\s*<li>|<p>)?([^<]|</?code>)*(</p>|</li>\\s*</ul>)?\\s*$", html));
    }

    /// <summary>Fails when a raw document holds what consumers act upon without rendering: controls, mentions, tags.</summary>
    private static void AssertInert(string document)
    {
        Drawn.AssertSafe(document);
        Assert.DoesNotMatch("(?<![\\p{L}\\p{N}])@", document);
        Assert.All(Bracket().Matches(document), match => Assert.Matches("^<(module|lambda|locals|listcomp|dictcomp|setcomp|genexpr|frozen |string|stdin)", match.Value));
    }

    private static string Show(Report report)
    {
        using var output = new MemoryStream();
        new DiagnosisMarkdown(output, TimeSpan.FromSeconds(5), _ => Page).Take(report);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    [GeneratedRegex("<[a-zA-Z/!?][^>]*>?")]
    private static partial Regex Tag();

    [GeneratedRegex("<.{0,12}", RegexOptions.Singleline)]
    private static partial Regex Bracket();
}
