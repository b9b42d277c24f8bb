using Unjam.Memory;
using Unjam.Python.Interpreter;
using Unjam.Python.Layouts;
using Unjam.Python.Objects;

namespace Unjam.Python.Asyncio;

/// <summary>Finds the tasks that are not done, wherever the version keeps them.</summary>
internal sealed class TaskWalk(Layout layout, PyObjects objects, Modules modules, TaskReads tasks)
{
    private const int MostTasks = 200_000;

    private readonly HashSet<ulong> eager = [];

    /// <summary>Whether a task of the last walk was begun eagerly and has not waited yet.</summary>
    public bool IsEager(Address task) => eager.Contains(task.Value);

    /// <summary>The pending tasks of an interpreter and its threads.</summary>
    public List<Address> Of(Address interpreter, IEnumerable<ThreadAt> threads)
    {
        var found = new HashSet<ulong>();
        if (layout.Asyncio is { } asyncio)
        {
            foreach (var thread in threads)
                if (thread.Interpreter == interpreter)
                    AddList(found, thread.State + asyncio.ThreadTasks, asyncio.TaskNode);
            AddList(found, interpreter + asyncio.InterpreterTasks, asyncio.TaskNode);
        }

        foreach (var name in new[] { "_all_tasks", "_scheduled_tasks" })
            AddWeakSet(found, modules.Value(interpreter, "asyncio.tasks", name));
        eager.Clear();
        AddSet(eager, modules.Value(interpreter, "asyncio.tasks", "_eager_tasks"));
        found.UnionWith(eager);
        return [.. found.Select(static task => new Address(task)).Where(IsPending)];
    }

    private bool IsPending(Address task)
    {
        try
        {
            return tasks.IsPending(task);
        }
        catch (UnreadableException)
        {
            // freed since the list was read
            return false;
        }
    }

    /// <summary>A doubly linked list of nodes inside tasks (3.14+). Source: struct llist_node in pycore_llist.h.</summary>
    private void AddList(HashSet<ulong> found, Address head, int node)
    {
        var at = objects.Memory.Pointer(head);
        while (!at.IsNull && at != head && found.Count < MostTasks)
        {
            if (!at.IsPlausibleObject || !found.Add((at + -node).Value))
                return;
            at = objects.Memory.Pointer(at);
        }
    }

    private void AddWeakSet(HashSet<ulong> found, Address weakSet)
    {
        if (weakSet.IsNull)
            return;
        var data = objects.Attribute(weakSet, "data");
        if (data.IsNull)
            return;
        foreach (var reference in objects.SetItems(data, MostTasks))
        {
            var task = objects.Referent(reference);
            if (task.IsPlausibleObject && (tasks.IsNative(task) || tasks.IsPython(task)))
                found.Add(task.Value);
        }
    }

    private void AddSet(HashSet<ulong> found, Address set)
    {
        if (set.IsNull)
            return;
        foreach (var task in objects.SetItems(set, MostTasks))
            if (tasks.IsNative(task) || tasks.IsPython(task))
                found.Add(task.Value);
    }
}
