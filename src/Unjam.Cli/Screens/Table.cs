namespace Unjam.Cli.Screens;

/// <summary>Rows of cells in columns as wide as their widest cell needs, up to a share of the paper; the last column flows.</summary>
/// <param name="indent">Columns to the left of it.</param>
/// <param name="rightAligned">Indexes of the columns that hold numbers.</param>
internal sealed class Table(int indent, params int[] rightAligned)
{
    private const int Gap = 3;

    // Narrower than this, a column of flowing text is hard to read.
    private const int LeastFlow = 24;

    private readonly List<Words[]> rows = [];

    public void Add(params Words[] cells) => rows.Add(cells);

    public void WriteTo(Paper paper)
    {
        if (rows.Count == 0)
            return;
        var widths = Widths(paper);
        foreach (var row in rows)
        {
            var line = new Words(80, row.Length);
            line.AppendLiteral(new string(' ', indent));
            for (var column = 0; column < row.Length; column++)
                Append(line, row[column], paper.WidthOf(row[column]), column < row.Length - 1 ? widths[column] : 0, column, column == row.Length - 1);
            var hang = indent;
            for (var column = 0; column < row.Length - 1; column++)
                hang += widths[column] + Gap;
            paper.Line(line, hang <= paper.Width - LeastFlow ? hang : indent + 4);
        }
    }

    // A cell that takes more than half of the paper pushes the rest of its own row aside, not that of all rows.
    private List<int> Widths(Paper paper)
    {
        var widths = new List<int>();
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length - 1; column++)
            {
                if (column == widths.Count)
                    widths.Add(0);
                var width = paper.WidthOf(row[column]);
                if (width <= paper.Width / 2)
                    widths[column] = Math.Max(widths[column], width);
            }
        }

        return widths;
    }

    private void Append(Words line, Words cell, int taken, int width, int column, bool isLast)
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
