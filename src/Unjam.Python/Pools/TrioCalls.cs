using Unjam.Memory;
using Unjam.Model;
using Unjam.Python.Interpreter;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Pools;

/// <summary>Says what a job of trio's thread cache is: whose token it holds, and what it calls. Jobs that were not made by <c>trio.to_thread.run_sync</c> are left alone.</summary>
/// <remarks>
/// Source: to_thread_run_sync in trio/_threads.py 0.22 – 0.31. A job is a pair of functions: <c>worker_fn</c>, at first inside of a partial of
/// <c>Context.run</c>, has closed over <c>sync_fn</c> and <c>args</c>; <c>deliver_worker_fn_result</c> over <c>report_back_in_trio_thread_fn</c>, and that
/// over <c>limiter</c>, <c>placeholder</c> and <c>task_register</c>.
/// </remarks>
internal sealed class TrioCalls(Layout layout, PyObjects objects, CodeSights codes, Closures closures, CallableReads callables)
{
    private const string Threads = "trio/_threads.py", Backend = "anyio/_backends/_trio.py";
    private const int MostCodes = 64;

    private readonly Dictionary<CodeSight, int[]> indices = [];

    /// <summary>What a job is; null when it is not one of <c>to_thread.run_sync</c>.</summary>
    /// <param name="deliver">What is to be called with the result.</param>
    /// <param name="called">What the worker calls.</param>
    public TrioCall? Of(Address deliver, Address called)
    {
        if (IndicesIn(deliver, "deliver_worker_fn_result", Threads, "report_back_in_trio_thread_fn") is not [var reportIn])
            return null;
        var report = closures.At(deliver, reportIn);
        if (IndicesIn(report, "report_back_in_trio_thread_fn", Threads, "limiter", "placeholder", "task_register") is not [var limiter, var placeholder, var register])
            return null;
        return new TrioCall(report, reportIn, placeholder, register, LimiterIn(closures.At(report, limiter)), FunctionOf(called));
    }

    /// <summary>Reads what tells a job's function from functions of other code.</summary>
    public void Identify(Address deliver)
    {
        objects.TypeOf(deliver);
        objects.Memory.Pointer(deliver + layout.Callable.FunctionCode);
    }

    /// <summary>The limiter itself, where one of AnyIO's stands before it; a null address for what is no limiter of trio's.</summary>
    private Address LimiterIn(Address limiter)
    {
        if (objects.TypeName(objects.TypeOf(limiter)) != "CapacityLimiter")
            return Address.Null;
        var original = objects.Attribute(limiter, "_CapacityLimiter__original");
        return original.IsNull ? limiter : original;
    }

    /// <summary>What is called in the end: through what trio and AnyIO put around it.</summary>
    private Function? FunctionOf(Address called)
    {
        if (objects.TypeName(objects.TypeOf(called)) == "functools.partial")
            called = FirstOf(objects.Memory.Pointer(called + layout.Callable.PartialArguments));
        if (called.IsNull || IndicesIn(called, "worker_fn", Threads, "sync_fn", "args") is not [var function, var arguments])
            return null;
        var wanted = closures.At(called, function);
        // AnyIO 3 has the context run its own function
        if (IsContextRun(wanted) && FirstOf(closures.At(called, arguments)) is { IsNull: false } inner)
            wanted = inner;
        if (IndicesIn(wanted, "wrapper", Backend, "func") is [var func])
            wanted = closures.At(wanted, func);
        return callables.FunctionOf(wanted);
    }

    private bool IsContextRun(Address callable)
    {
        if (objects.TypeName(objects.TypeOf(callable)) != "builtin_function_or_method")
            return false;
        var self = objects.Memory.Pointer(callable + layout.Callable.BuiltinSelf);
        return !self.IsNull && objects.TypeName(objects.TypeOf(self)).EndsWith("Context", StringComparison.Ordinal);
    }

    private Address FirstOf(Address tuple) => objects.Size(tuple, 1 << 16) == 0 ? Address.Null : objects.TupleItem(tuple, 0);

    /// <summary>The indices of variables among what a function has closed over; null when it is not that function.</summary>
    private int[]? IndicesIn(Address function, string name, string file, params ReadOnlySpan<string> variables)
    {
        if (objects.TypeName(objects.TypeOf(function)) != "function")
            return null;
        var code = codes.At(objects.Memory.Pointer(function + layout.Callable.FunctionCode));
        var known = code.Function;
        if (known.Name[(known.Name.LastIndexOf('.') + 1)..] != name || !known.File.EndsWith(file, StringComparison.Ordinal))
            return null;
        if (indices.TryGetValue(code, out var found))
            return found;
        found = new int[variables.Length];
        for (var i = 0; i < found.Length; i++)
            found[i] = closures.IndexOf(function, variables[i]);
        if (found.Contains(-1))
            throw new UnreadableException($"{name} of {file} is not as it is known");
        if (indices.Count >= MostCodes)
            indices.Clear();
        return indices[code] = found;
    }
}
