using Unjam.Memory;
using Unjam.Python.Objects;

namespace Unjam.Python.Waits;

/// <summary>Reads <c>threading.Thread</c> objects.</summary>
internal sealed class ThreadReads(PyObjects objects)
{
    /// <summary>The pthread_t of a thread; 0 when it has not begun. Source: <c>Thread._ident</c> in Lib/threading.py.</summary>
    public ulong Ident(Address thread)
    {
        var ident = objects.Attribute(thread, "_ident");
        return ident.IsNull || objects.TypeName(objects.TypeOf(ident)) != "int" ? 0 : (ulong)objects.Int(ident);
    }
}
