using Unjam.Memory;

namespace Unjam.Python.Pools;

/// <summary>Reads what moves while it is read: only what is there twice is believed.</summary>
/// <param name="walk">Reads it; is called anew only when something of what it read has changed.</param>
internal sealed class SteadyWalk(PrefetchedMemory memory, Action walk)
{
    /// <summary>What moves under every attempt is not read in this look.</summary>
    private const int MostTries = 4;

    private readonly ReadLog log = memory.NewLog();

    /// <summary>Brings up to date what the walk keeps, again past the batch when it moved.</summary>
    /// <returns>Whether anything had changed.</returns>
    /// <exception cref="UnreadableException">It is damaged, or moves too fast.</exception>
    public bool Refresh()
    {
        if (memory.IsUnchanged(log))
            return false;
        string? trouble = null;
        try
        {
            for (var tries = 0; tries < MostTries; tries++)
            {
                memory.IsAfresh = tries > 0;
                if (TryWalk(out trouble))
                    return true;
            }
        }
        finally
        {
            memory.IsAfresh = false;
        }

        throw new UnreadableException(trouble ?? "it moved while it was read");
    }

    /// <summary>Forgets it.</summary>
    public void Drop() => memory.Drop(log);

    private bool TryWalk(out string? trouble)
    {
        trouble = null;
        memory.Record(log);
        var isWhole = false;
        try
        {
            walk();
            isWhole = true;
        }
        catch (UnreadableException unreadable)
        {
            // torn, most likely; the last attempt decides
            trouble = unreadable.Message;
        }
        finally
        {
            memory.Stop(isWhole);
        }

        return isWhole && memory.Holds(log);
    }
}
