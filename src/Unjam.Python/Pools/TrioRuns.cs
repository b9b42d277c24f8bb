using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>Finds the default limiter of each trio run that has used worker threads.</summary>
/// <remarks>Source: RunVar in trio/_core/_local.py: <c>_locals</c> of the Runner is a dict from RunVar to value; <c>_limiter_local</c> in trio/_threads.py is the one.</remarks>
internal sealed class TrioRuns(PyObjects objects, Modules modules)
{
    private const int MostVariables = 4096;

    private readonly List<(Address Runner, Address Limiter)> found = [];

    /// <summary>The default limiters of the runs that are on a stack, as the last search found them.</summary>
    public void List(List<StackSight> stacks, List<Address> into)
    {
        foreach (var stack in stacks)
            foreach (var (runner, limiter) in found)
                if (runner == stack.Marks.TrioRunner && !into.Contains(limiter))
                    into.Add(limiter);
    }

    /// <summary>Forgets the runs that are over.</summary>
    public void Forget(List<StackSight> stacks) => found.RemoveAll(run => !stacks.Exists(stack => stack.Marks.TrioRunner == run.Runner));

    /// <summary>Searches the run of one stack. What was found before holds until it was searched to the end.</summary>
    public void Search(StackSight stack)
    {
        var runner = stack.Marks.TrioRunner;
        var variable = modules.Value(stack.Thread.Interpreter, "trio._threads", "_limiter_local");
        if (variable.IsNull)
            return;
        var limiter = Address.Null;
        foreach (var (key, value) in objects.DictItems(objects.Attribute(runner, "_locals"), MostVariables))
            if (key == variable && objects.TypeName(objects.TypeOf(value)) == "CapacityLimiter")
                limiter = value;
        found.RemoveAll(run => run.Runner == runner);
        if (!limiter.IsNull)
            found.Add((runner, limiter));
    }
}
