using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>Finds the default limiter of each loop that has used AnyIO's worker threads.</summary>
/// <remarks>
/// Source: RunVar in anyio/lowlevel.py: <c>_run_vars</c> is a WeakKeyDictionary from the loop to a dict, whose keys are the variables'
/// names (3.x) or the RunVars themselves, which have a <c>_name</c> (4.x).
/// </remarks>
internal sealed class AnyioLimiters(PyObjects objects, Modules modules)
{
    private const string Variable = "_default_thread_limiter";
    private const int MostLoops = 1024, MostVariables = 256;

    /// <summary>The loops of the last search that have a default limiter, with it.</summary>
    public List<(Address Loop, Address Limiter)> Found { get; } = [];

    /// <summary>Searches an interpreter and adds what there is to <see cref="Found"/>.</summary>
    public void Search(Address interpreter)
    {
        var all = modules.Value(interpreter, "anyio.lowlevel", "_run_vars");
        var data = all.IsNull ? all : objects.Attribute(all, "data");
        if (data.IsNull)
            return;
        foreach (var (reference, variables) in objects.DictItems(data, MostLoops))
            foreach (var (key, limiter) in objects.DictItems(variables, MostVariables))
                if (NameOf(key) == Variable)
                    Found.Add((objects.Referent(reference), limiter));
    }

    private string? NameOf(Address key)
    {
        if (objects.TypeName(objects.TypeOf(key)) == "str")
            return objects.String(key);
        var name = objects.Attribute(key, "_name");
        return name.IsNull ? null : objects.TryString(name);
    }
}
