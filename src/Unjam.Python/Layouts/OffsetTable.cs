namespace Unjam.Python.Layouts;

/// <summary>A table of offsets with a column for each minor version, as the <c>.tsv</c> files of this folder hold it.</summary>
internal sealed class OffsetTable
{
    private readonly string[] columns;
    private readonly Dictionary<string, string[]> rows;

    private OffsetTable(string[] columns, Dictionary<string, string[]> rows)
    {
        this.columns = columns;
        this.rows = rows;
    }

    /// <summary>The fields of the table.</summary>
    public IEnumerable<string> Fields => rows.Keys;

    /// <summary>The minor versions of the table, such as <c>3.11</c>.</summary>
    public IEnumerable<string> Versions => columns.Where(static column => char.IsAsciiDigit(column[0]));

    public static OffsetTable Load(string resource)
    {
        using var stream = typeof(OffsetTable).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The table {resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        string[]? columns = null;
        var rows = new Dictionary<string, string[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var cells = line.Split('\t');
            if (columns is null)
                columns = cells[1..];
            else
                rows.Add(cells[0], cells[1..]);
        }

        return new OffsetTable(columns ?? [], rows);
    }

    /// <summary>Whether the table has a column of this name.</summary>
    public bool Has(string column) => Array.IndexOf(columns, column) >= 0;

    /// <summary>The cell of a field in a column: a number, <c>-</c>, <c>@</c>, or a name.</summary>
    public string Cell(string field, string column) => rows[field][Array.IndexOf(columns, column)];
}
