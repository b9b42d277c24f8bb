using Unjam.Model;

namespace Unjam.Executors;

/// <summary>A task of the task scheduler.</summary>
internal sealed class ScheduledItem(ExecutorScheduler scheduler, Task task) : IItem, IWaiting
{
    private Place place;

    public Task ScheduledTask => task;

    public bool IsWaiting => place.IsWaiting;

    // a task does not tell its delegate
    public Function Function => new(task.AsyncState is Delegate function ? MethodNames.Of(function).Name : $"task {task.Id}", "", 0);

    public bool TryAdmit() => place.TryAdmit();

    public bool TryTake() => place.TryTake();

    public Outcome Run(CrewMember? worker)
    {
        scheduler.Run(task);
        return task.IsFaulted ? Outcome.Failed : task.IsCanceled ? Outcome.Cancelled : Outcome.Completed;
    }

    // the task has told already; one that is abandoned is handed to the shared pool, for nobody can cancel a task from outside
    public void Conclude(Outcome outcome)
    {
        if (outcome == Outcome.Cancelled && !task.IsCompleted)
            scheduler.RunElsewhere(task);
    }
}
