using Unjam.Memory;

namespace Unjam.Python.Objects;

internal sealed partial class PyObjects
{
    /// <summary>The slots of an object's attributes, found anew when they have moved; that they still are where they were is part of the walk that is noted.</summary>
    /// <exception cref="UnreadableException">The object lacks one of them: it is none of its kind.</exception>
    public Slots Follow(PrefetchedMemory noting, Slots? known, Address obj, params ReadOnlySpan<string> names)
    {
        noting.Record(null);
        try
        {
            if (known is null || known.Owner != obj || !known.AreStill(noting))
                known = Slots.Of(this, obj, names);
        }
        finally
        {
            noting.Stop(true);
        }

        if (!known.AreAllThere)
            throw new UnreadableException($"the object at {obj} is not of the kind that it must be");
        return known.AreStill(noting) ? known : throw new UnreadableException("attributes moved while they were read");
    }
}
