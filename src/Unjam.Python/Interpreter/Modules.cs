using Unjam.Memory;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Interpreter;

/// <summary>Global variables of modules of the standard library and of frameworks. Users' modules are never read.</summary>
internal sealed class Modules(Layout layout, PyObjects objects)
{
    private readonly Dictionary<(ulong, string), Address> dicts = [];

    /// <summary>The value of a module's variable; a null address when the module is not imported or has no such variable.</summary>
    public Address Value(Address interpreter, string module, string variable)
    {
        var dict = Dict(interpreter, module);
        return dict.IsNull ? dict : objects.DictValue(dict, variable);
    }

    private Address Dict(Address interpreter, string module)
    {
        if (dicts.TryGetValue((interpreter.Value, module), out var dict))
            return dict;
        var modules = objects.Memory.Pointer(interpreter + layout.Runtime.Modules);
        if (modules.IsNull)
            return Address.Null;
        var found = objects.DictValue(modules, module);
        if (found.IsNull || objects.TypeName(objects.TypeOf(found)) != "module")
            return Address.Null;
        return dicts[(interpreter.Value, module)] = objects.Memory.Pointer(found + layout.Object.ModuleDict);
    }
}
