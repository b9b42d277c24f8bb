namespace Unjam.Python.Layouts;

/// <summary>Functions, methods, partials and built-ins.</summary>
internal readonly struct CallableLayout(LayoutRow row)
{
    public readonly int MethodFunction = row["method.function"];
    public readonly int MethodSelf = row["method.self"];
    public readonly int FunctionCode = row["function.code"];
    public readonly int FunctionClosure = row["function.closure"];
    public readonly int BuiltinDefinition = row["builtin.definition"];
    public readonly int BuiltinSelf = row["builtin.self"];
    public readonly int BuiltinModule = row["builtin.module"];
    public readonly int PartialFunction = row["partial.function"];
    public readonly int PartialArguments = row["partial.arguments"];
    public readonly int PartialKeywords = row["partial.keywords"];
    public readonly int StepTask = row["step.task"];
}
