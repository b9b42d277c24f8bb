namespace Unjam.Fleet;

/// <summary>Something that knows which processes of known runtimes there are.</summary>
public interface IDiscovery
{
    /// <summary>All processes of known runtimes that are visible now, by process id. Cheap enough to be asked every second.</summary>
    IReadOnlyList<Candidate> Find();
}
