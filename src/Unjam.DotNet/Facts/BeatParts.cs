using System.Collections.Immutable;
using System.Globalization;
using Unjam.DotNet.Nettrace;
using Unjam.Model;

namespace Unjam.DotNet.Facts;

/// <summary>A beat of a host, row by row as it comes.</summary>
internal sealed class BeatParts
{
    private const int Contract = 1;
    private const int MostRows = 1024;
    private const int LongestName = 1024;
    private const int LongestRunning = 1 << 14;
    private const int MostRunning = 16;
    private const int MostWorkers = 512;
    private const int LongestWorkers = MostWorkers * 11;
    private const double MostSeconds = 1e9;

    private readonly List<UnjamPool> pools = [];
    private readonly List<UnjamLoop> loops = [];
    private Moment at;
    private int wantedPools;
    private int wantedLoops;
    private bool isOpen;

    /// <summary>The last one that was whole; null before the first.</summary>
    public UnjamBeat? Last { get; private set; }

    /// <summary>When the host last said something.</summary>
    public Moment Told { get; set; }

    /// <returns>False when it is not to be believed.</returns>
    public bool Begin(ReadOnlySpan<byte> payload)
    {
        pools.Clear();
        loops.Clear();
        var cursor = new Cursor(payload);
        var contract = cursor.Int32();
        at = new Moment(cursor.Int64());
        (wantedPools, wantedLoops) = (cursor.Int32(), cursor.Int32());
        return isOpen = !cursor.Failed && contract == Contract && wantedPools is >= 0 and <= MostRows && wantedLoops is >= 0 and <= MostRows;
    }

    public void AddPool(ReadOnlySpan<byte> payload)
    {
        if (!isOpen)
            return;
        var cursor = new Cursor(payload);
        var pool = new UnjamPool(
            Text(ref cursor), Text(ref cursor), cursor.Int32(), cursor.Int32(), cursor.Int32(), cursor.Int32(), cursor.Int64(), Seconds(ref cursor),
            cursor.Int64(), cursor.Int64(), cursor.Int64(), cursor.Int64(), cursor.Int64(), Seconds(ref cursor), Seconds(ref cursor),
            Running(Cursor.Text(cursor.Utf16(), LongestRunning)), []);
        isOpen = !cursor.Failed && pools.Count < wantedPools;
        if (!isOpen)
            return;

        // a host of an older build does not tell them
        var workers = cursor.AtEnd ? [] : Workers(Cursor.Text(cursor.Utf16(), LongestWorkers));
        pools.Add(pool with { Workers = workers });
    }

    public void AddLoop(ReadOnlySpan<byte> payload)
    {
        if (!isOpen)
            return;
        var cursor = new Cursor(payload);
        var loop = new UnjamLoop(
            Text(ref cursor), Text(ref cursor), cursor.Int32(), Seconds(ref cursor), Text(ref cursor), cursor.Int32(), cursor.Int64(), cursor.Int64(),
            Seconds(ref cursor), Seconds(ref cursor));
        isOpen = !cursor.Failed && loops.Count < wantedLoops;
        if (isOpen)
            loops.Add(loop);
    }

    /// <summary>The beat, when all of it has come.</summary>
    public UnjamBeat? Finish()
    {
        if (!isOpen || pools.Count < wantedPools || loops.Count < wantedLoops)
            return null;
        isOpen = false;
        return Last = new UnjamBeat(Contract, at, [.. pools], [.. loops]);
    }

    private static string Text(ref Cursor cursor) => Cursor.Text(cursor.Utf16(), LongestName);

    private static TimeSpan Seconds(ref Cursor cursor) => cursor.Double() is var seconds and > 0 and < MostSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;

    // COUNT TAB METHOD, a line each
    private static ImmutableArray<UnjamRunning> Running(string text)
    {
        var all = ImmutableArray.CreateBuilder<UnjamRunning>();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            var tab = line.IndexOf('\t');
            if (all.Count < MostRunning && tab > 0 && int.TryParse(line[..tab], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                all.Add(new UnjamRunning(line[(tab + 1)..].ToString(), count));
        }

        return all.ToImmutable();
    }

    private static ImmutableArray<int> Workers(string text)
    {
        var all = ImmutableArray.CreateBuilder<int>();
        foreach (var range in text.AsSpan().Split(' '))
        {
            if (all.Count < MostWorkers && int.TryParse(text.AsSpan(range), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                all.Add(id);
        }

        return all.ToImmutable();
    }
}
