namespace Unjam.Model;

/// <summary>A thread that serves a pool.</summary>
/// <param name="Thread">Index of the thread in <see cref="Snapshot.Threads"/>.</param>
/// <param name="Item">What it runs; default when it is idle.</param>
/// <param name="AwaitsResult">Identity of the future whose result it waits for, 0 when it does not wait for one.</param>
public readonly record struct Worker(int Thread, WorkItem Item, ulong AwaitsResult)
{
    public bool IsBusy => Item.Id != 0;
}
