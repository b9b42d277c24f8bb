using System.Text;
using Unjam.Diagnosis;
using Unjam.Export;
using Unjam.Fleet;

namespace Unjam.Web.Page;

/// <summary>The page as one file that opens anywhere: what <c>unjam diagnose --html</c> leaves.</summary>
public static class PageFile
{
    /// <summary>Writes it.</summary>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public static void Write(Stream output, FleetView view, TargetKey selected, TargetHistory history) =>
        PageShell.WriteFile(output, PageJson.ToBytes(view, selected, history, PageMode.File).Span, Sentence(view, selected));

    private static string Sentence(FleetView view, TargetKey selected)
    {
        if (view.Targets.FirstOrDefault(target => target.Key == selected) is not { Report: { } report } target)
            return "This page needs JavaScript.";
        var text = new StringBuilder($"{SafeText.Of(target.Name)}, process {target.Key.Pid}: ");
        text.Append(report.Outcome switch
        {
            Outcome.Healthy => "no stall was seen.",
            Outcome.Findings => string.Join("; ", report.Findings.Select(finding => SafeText.Of(finding.Title, SafeText.SentenceLimit))) + ".",
            _ => "it cannot be told.",
        });
        return text.Append(" The rest of this page needs JavaScript.").ToString();
    }
}
