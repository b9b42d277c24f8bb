using Unjam.Memory;
using Unjam.Python.Layouts;

namespace Unjam.Python.Objects;

/// <summary>What a function of the standard library has closed over, by the names in its code object. Closures of users' functions are never read by name.</summary>
/// <remarks>Source: func_closure, a tuple of cells in the order of co_freevars, which since 3.11 are the last of the co_localsplusnames.</remarks>
internal sealed class Closures(Layout layout, PyObjects objects)
{
    private const int MostCells = 16;
    private const int MostNames = 2000;

    /// <summary>The function's <c>co_name</c>; null when the object is no function.</summary>
    public string? NameOf(Address function) => IsFunction(function) ? objects.String(objects.Memory.Pointer(Code(function) + layout.Code.Name)) : null;

    /// <summary>The value of a variable that a function has closed over; a null address when it has none of that name.</summary>
    public Address Value(Address function, string name) => IndexOf(function, name) is var index and >= 0 ? At(function, index) : Address.Null;

    /// <summary>Which of the variables that a function has closed over has a name: the same for all functions of one code; −1 when none has.</summary>
    public int IndexOf(Address function, string name)
    {
        var count = Count(Cells(function));
        if (count == 0)
            return -1;
        var own = layout.Code.FreeNames >= 0;
        var names = objects.Memory.Pointer(Code(function) + (own ? layout.Code.FreeNames : layout.Code.LocalNames));
        var first = objects.Size(names, MostNames) - count;
        if (first < 0)
            throw new UnreadableException("a function has closed over more than it has names for");
        for (var i = 0; i < count; i++)
            if (objects.String(objects.TupleItem(names, first + i)) == name)
                return i;
        return -1;
    }

    /// <summary>The value of a variable that a function has closed over, by its index.</summary>
    public Address At(Address function, int index) => Content(Cells(function), index);

    /// <summary>Whether an object is among what a function has closed over: told by its address, no value is read.</summary>
    public bool Holds(Address function, Address value)
    {
        var cells = Cells(function);
        var count = Count(cells);
        for (var i = 0; i < count; i++)
            if (Content(cells, i) == value)
                return true;
        return false;
    }

    private bool IsFunction(Address obj) => objects.TypeName(objects.TypeOf(obj)) == "function";

    private Address Code(Address function) => objects.Memory.Pointer(function + layout.Callable.FunctionCode);

    private Address Cells(Address function) => objects.Memory.Pointer(PyObjects.Checked(function) + layout.Callable.FunctionClosure);

    private int Count(Address cells) => cells.IsNull ? 0 : objects.Size(cells, MostCells);

    private Address Content(Address cells, int index) => objects.Memory.Pointer(objects.TupleItem(cells, index) + layout.Object.CellObject);
}
