using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>The part of a queue that looks do not list, however long: items that came between the same two looks are one row.</summary>
internal sealed class QueueTail
{
    // Enough for minutes of a queue that grows; then neighbours become one row, and their arrival less exact.
    private const int MostRows = 1_024;

    private readonly List<Row> rows = [];
    private int head;

    private readonly record struct Row(Moment? After, Moment By, int Count);

    /// <summary>How many items there are.</summary>
    public int Count { get; private set; }

    /// <summary>When the first one came: between which looks.</summary>
    public (Moment? After, Moment By) First => (rows[head].After, rows[head].By);

    public void Clear()
    {
        rows.Clear();
        (head, Count) = (0, 0);
    }

    public void Add(Moment? after, Moment by, int count)
    {
        if (count <= 0)
            return;
        if (rows.Count - head >= MostRows)
            Merge();
        rows.Add(new Row(after, by, count));
        Count += count;
    }

    /// <summary>Takes the first item out.</summary>
    public (Moment? After, Moment By) Take()
    {
        var row = rows[head];
        Count--;
        if (row.Count > 1)
            rows[head] = row with { Count = row.Count - 1 };
        else
            head++;
        if (head > 64 && head > rows.Count / 2)
        {
            rows.RemoveRange(0, head);
            head = 0;
        }

        return (row.After, row.By);
    }

    /// <summary>When each of the items came, in their order.</summary>
    public IEnumerable<(Moment? After, Moment By)> All()
    {
        for (var i = head; i < rows.Count; i++)
        {
            for (var k = 0; k < rows[i].Count; k++)
                yield return (rows[i].After, rows[i].By);
        }
    }

    private void Merge()
    {
        var merged = 0;
        for (var i = head; i < rows.Count; i += 2)
        {
            var next = i + 1 < rows.Count ? rows[i + 1] : rows[i] with { Count = 0 };
            rows[merged++] = new Row(rows[i].After, next.By, rows[i].Count + next.Count);
        }

        rows.RemoveRange(merged, rows.Count - merged);
        head = 0;
    }
}
