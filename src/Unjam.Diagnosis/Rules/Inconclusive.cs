using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Finds that too little was seen for silence to mean health.</summary>
/// <param name="failedShare">Largest share of looks that may fail. A tenth: a stall that hides in fewer is shorter than what the other rules report.</param>
/// <param name="looks">Fewest looks that saw something. Two make an identity; ten make it unlikely that both were luck.</param>
public sealed class Inconclusive(double failedShare = 0.1, int looks = 10) : IRule
{
    public Verdict Judge(Timeline timeline)
    {
        var ok = timeline.Looks - timeline.Failed;
        if (timeline.Looks < looks)
            return new Verdict.Undecided($"only {Wording.Count(timeline.Looks, "look")} taken so far, {looks} are needed", IsBlind: true);
        if (ok >= looks && timeline.Failed <= timeline.Looks * failedShare)
            return Verdict.Clear.Instance;
        var share = Wording.Percent((double)timeline.Failed / timeline.Looks);
        return new Verdict.Found(
            [
                new Finding(FindingIds.Inconclusive, Severity.Warning, $"Inconclusive: {timeline.Failed} of {Wording.Count(timeline.Looks, "look")} saw nothing ({share})", "process")
                {
                    Evidence = [Why(timeline)],
                    Advice = [new Advice("Look again, for longer; if it stays so, the gaps above say what could not be read.")],
                },
            ],
            IsSettled: false);
    }

    private static string Why(Timeline timeline)
    {
        for (var i = timeline.Count - 1; i >= 0; i--)
        {
            var look = timeline[i];
            if (look.IsFailed && look.Gaps.Count > 0)
                return $"The last look that failed could not read {look.Gaps[0].Unit}: {look.Gaps[0].Reason}.";
        }

        return "The looks that failed gave no reason.";
    }
}
