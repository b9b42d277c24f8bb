using System.Diagnostics;
using Unjam.Model;

namespace Unjam.Executors;

/// <summary>What delegates and work objects are called, as functions of a snapshot.</summary>
internal static class MethodNames
{
    /// <summary>The function that a delegate calls; for a lambda the method it stands in.</summary>
    public static Function Of(Delegate function) =>
        DiagnosticMethodInfo.Create(function) is { } method
            ? new(SourceNames.Readable(method.DeclaringTypeName, method.Name), FileOf(method.DeclaringAssemblyName), 0)
            : new(SourceNames.Readable(function.Target?.GetType().FullName ?? "", "Invoke"), "", 0);

    /// <summary>A method of a type.</summary>
    public static Function Of(Type type, string method) =>
        new(SourceNames.Readable(type.FullName ?? type.Name, method), FileOf(type.Assembly.GetName().Name ?? ""), 0);

    private static string FileOf(string assembly)
    {
        var name = assembly.IndexOf(',') is var at and >= 0 ? assembly[..at] : assembly;
        return name.Length == 0 ? "" : name + ".dll";
    }
}
