using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Interpreter;

/// <summary>Says which function a callable calls, through the wrappers that libraries put around it.</summary>
internal sealed class CallableReads(Layout layout, PyObjects objects, CodeSights codes)
{
    private const int MostWrappers = 8;

    /// <summary>The function behind a callable; null when it is of a kind that has no name.</summary>
    /// <remarks>Unwraps <c>functools.partial</c> and bound methods; a partial of <c>Context.run</c>, as <c>asyncio.to_thread</c> makes it, calls its first argument.</remarks>
    public Function? FunctionOf(Address callable)
    {
        var at = layout.Callable;
        for (var i = 0; i < MostWrappers; i++)
        {
            var type = objects.TypeOf(callable);
            switch (objects.TypeName(type))
            {
                case "function":
                    return codes.At(objects.Memory.Pointer(callable + at.FunctionCode)).Function;
                case "method":
                    callable = objects.Memory.Pointer(callable + at.MethodFunction);
                    break;
                case "functools.partial":
                    callable = Partial(callable);
                    break;
                case "builtin_function_or_method" or "builtin_method":
                    return Builtin(callable);
                case "type":
                    return new Function(objects.TypeName(callable), "", 0);
                case var name:
                    return new Function($"{name} object", "", 0);
            }
        }

        return null;
    }

    private Address Partial(Address partial)
    {
        var function = objects.Memory.Pointer(partial + layout.Callable.PartialFunction);
        if (objects.TypeName(objects.TypeOf(function)) is not "builtin_function_or_method" || BuiltinName(function) != "run")
            return function;
        var arguments = objects.Memory.Pointer(partial + layout.Callable.PartialArguments);
        return objects.Size(arguments, 1 << 16) > 0 ? objects.TupleItem(arguments, 0) : function;
    }

    /// <summary>A built-in has no file; its module, where it is a string, comes before its name.</summary>
    private Function Builtin(Address builtin)
    {
        var module = objects.Memory.Pointer(builtin + layout.Callable.BuiltinModule);
        var name = BuiltinName(builtin);
        if (!module.IsNull && objects.TypeName(objects.TypeOf(module)) == "str")
            return new Function($"{objects.String(module)}.{name}", "", 0);
        var self = objects.Memory.Pointer(builtin + layout.Callable.BuiltinSelf);
        return new Function(self.IsNull ? name : $"{objects.TypeName(objects.TypeOf(self))}.{name}", "", 0);
    }

    /// <summary>PyCFunctionObject.m_ml → PyMethodDef.ml_name.</summary>
    private string BuiltinName(Address builtin) =>
        objects.CString(objects.Memory.Pointer(objects.Memory.Pointer(builtin + layout.Callable.BuiltinDefinition)), 256);
}
