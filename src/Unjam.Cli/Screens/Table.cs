namespace Unjam.Cli.Screens;

/// <summary>Rows of cells in columns as wide as their widest cell needs, up to a share of the paper; the last column flows.</summary>
/// <param name="indent">Columns to the left of it.</param>
/// <param name="rightAligned">Indexes of the columns that hold numbers.</param>
internal sealed class Table(int indent, params int[] rightAligned)
{
    private const int Gap = 3;

    private readonly List<Words[]> rows = [];

    public void Add(params Words[] cells) => rows.Add(cells);

    public void WriteTo(Paper paper)
    {
        if (rows.Count == 0)
            return;
        var widths = new int[rows.Max(row => row.Length)];
        for (var column = 0; column < widths.Length - 1; column++)
        {
            var most = paper.Width / 2;
            widths[column] = rows.Where(row => column < row.Length - 1).Select(row => paper.WidthOf(row[column])).Where(width => width <= most)
                .DefaultIfEmpty(0).Max();
        }

        foreach (var row in rows)
        {
            var line = new Words(80, row.Length);
            line.AppendLiteral(new string(' ', indent));
            for (var column = 0; column < row.Length; column++)
                Append(ref line, row[column], paper.WidthOf(row[column]), widths[column], column, column == row.Length - 1);
            var hang = indent + widths.Take(row.Length - 1).Sum(width => width + Gap);
            paper.Line(line, hang <= paper.Width / 2 ? hang : indent + 4);
        }
    }

    private void Append(ref Words line, Words cell, int taken, int width, int column, bool isLast)
    {
        var padding = new string(' ', Math.Max(0, width - taken));
        if (rightAligned.Contains(column))
            line.AppendLiteral(padding);
        line.AppendFormatted(cell);
        if (isLast)
            return;
        if (!rightAligned.Contains(column))
            line.AppendLiteral(padding);
        line.AppendLiteral(new string(' ', Gap));
    }
}
