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
    /// <remarks>Unwraps <c>functools.partial</c> and bound methods; a partial of a <see cref="Wrapper"/> is what that calls.</remarks>
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

    /// <summary>What a partial calls: its function, or, where that only calls another, that one.</summary>
    private Address Partial(Address partial)
    {
        var function = objects.Memory.Pointer(partial + layout.Callable.PartialFunction);
        var wrapper = WrapperOf(function);
        var wrapped = wrapper switch
        {
            null => Address.Null,
            { Keyword: { } keyword } => objects.DictValue(objects.Memory.Pointer(partial + layout.Callable.PartialKeywords), keyword),
            _ => Argument(partial, wrapper.IsLast),
        };
        return wrapped.IsNull ? function : wrapped;
    }

    private Address Argument(Address partial, bool isLast)
    {
        var arguments = objects.Memory.Pointer(partial + layout.Callable.PartialArguments);
        var count = objects.Size(arguments, 1 << 16);
        return count == 0 ? Address.Null : objects.TupleItem(arguments, isLast ? count - 1 : 0);
    }

    private Wrapper? WrapperOf(Address function)
    {
        switch (objects.TypeName(objects.TypeOf(function)))
        {
            case "builtin_function_or_method":
                return Wrapper.Of(BuiltinName(function), "");
            case "method":
                return WrapperOf(objects.Memory.Pointer(function + layout.Callable.MethodFunction));
            case "function":
                var known = codes.At(objects.Memory.Pointer(function + layout.Callable.FunctionCode)).Function;
                return Wrapper.Of(known.Name[(known.Name.LastIndexOf('.') + 1)..], known.File);
            default:
                return null;
        }
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
