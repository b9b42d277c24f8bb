using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>One judgement about a timeline. Pure: the same timeline gives the same verdict, for ever.</summary>
public interface IRule
{
    Verdict Judge(Timeline timeline);
}
