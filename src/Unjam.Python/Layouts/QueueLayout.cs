namespace Unjam.Python.Layouts;

/// <summary><c>_queue.SimpleQueue</c>: a list and a position (≤ 3.12) or a ring (3.13+).</summary>
internal readonly struct QueueLayout(LayoutRow row)
{
    public readonly int List = row["simple_queue.list"];
    public readonly int ListPosition = row["simple_queue.list_position"];
    public readonly int GetIndex = row["simple_queue.get_index"];
    public readonly int Items = row["simple_queue.items"];
    public readonly int Capacity = row["simple_queue.capacity"];
    public readonly int Count = row["simple_queue.count"];

    public bool IsRing => Items >= 0;
}
