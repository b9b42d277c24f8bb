namespace Unjam.Diagnosis;

/// <summary>Something that shows or sends reports. It only consumes: it cannot ask, pause or configure.</summary>
public interface ISink
{
    void Take(Report report);
}
