namespace Unjam.Memory;

/// <summary>
/// All that a series of looks read from a process, so that the looks can be taken again without it. Each look holds what was new
/// in it: the same bytes are kept once.
/// </summary>
public sealed class Tape
{
    internal Tape(IReadOnlyDictionary<string, string> notes, IReadOnlyList<TapeLook> looks)
    {
        Notes = notes;
        All = looks;
    }

    /// <summary>What the reader of the tape must know besides: where the runtime is, its version and the like.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; }

    /// <summary>How many looks there are.</summary>
    public int Looks => All.Count;

    internal IReadOnlyList<TapeLook> All { get; }

    /// <summary>Reads a tape.</summary>
    /// <exception cref="TapeException">It is not a tape, of a newer form, or damaged.</exception>
    public static Tape Load(Stream from) => TapeFormat.Read(from);

    public void Save(Stream into) => TapeFormat.Write(this, into);
}
