using System.IO.Compression;

namespace Unjam.Export.Pprof;

/// <summary>Waiting time as a profile that Parca, Grafana Pyroscope, speedscope and <c>go tool pprof</c> read.</summary>
/// <remarks>
/// The format is profile.proto of google/pprof, compressed by gzip. Two values a sample: <c>waiting/nanoseconds</c> and <c>looks/count</c>.
/// Bounded: what is beyond the limits is one sample whose only frame reads <c>(left out)</c>, so that the sums stay true.
/// </remarks>
public static class PprofProfile
{
    public const string ContentType = "application/octet-stream";

    /// <summary>Most samples; those that waited longest are kept.</summary>
    public const int SampleLimit = 10_000;

    /// <summary>Writes a profile; the stream stays open.</summary>
    /// <param name="from">When the time that it covers began.</param>
    /// <param name="duration">How long that was.</param>
    public static void Write(Stream output, IEnumerable<PprofSample> samples, DateTimeOffset from, TimeSpan duration)
    {
        var tables = new PprofTables();
        var profile = new ProtoBytes();
        PutType(profile, 1, tables, "waiting", "nanoseconds");
        PutType(profile, 1, tables, "looks", "count");

        var (leftOutWaited, leftOutLooks) = (TimeSpan.Zero, 0L);
        var sample = new ProtoBytes();
        foreach (var (each, at) in samples.OrderByDescending(each => each.Waited).Select((each, at) => (each, at)))
        {
            if (at < SampleLimit && !tables.IsFull)
                PutSample(profile, sample, tables, each.Frames.Select(tables.Location), each.Of, each.Waited, each.Looks);
            else
                (leftOutWaited, leftOutLooks) = (leftOutWaited + each.Waited, leftOutLooks + each.Looks);
        }

        if (leftOutLooks > 0 || leftOutWaited > TimeSpan.Zero)
            PutSample(profile, sample, tables, [tables.LeftOut()], "", leftOutWaited, leftOutLooks);

        PutType(profile, 11, tables, "waiting", "nanoseconds");
        profile.Put(9, (ulong)Nanoseconds(from - DateTimeOffset.UnixEpoch));
        profile.Put(10, (ulong)Nanoseconds(duration));
        profile.Put(12, 1);
        profile.Put(14, tables.Text("waiting"));
        tables.PutTo(profile);

        using var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        gzip.Write(profile.Written);
    }

    private static void PutType(ProtoBytes profile, int field, PprofTables tables, string type, string unit)
    {
        var message = new ProtoBytes();
        message.Put(1, tables.Text(type));
        message.Put(2, tables.Text(unit));
        profile.Put(field, message);
    }

    private static void PutSample(ProtoBytes profile, ProtoBytes sample, PprofTables tables, IEnumerable<ulong> locations, string of, TimeSpan waited, long looks)
    {
        sample.Clear();
        sample.PutPacked(1, locations);
        sample.PutPacked(2, [(ulong)Nanoseconds(waited), (ulong)looks]);
        if (of.Length > 0)
        {
            var label = new ProtoBytes();
            label.Put(1, tables.Text("of"));
            label.Put(2, tables.Text(of));
            sample.Put(3, label);
        }

        profile.Put(2, sample);
    }

    private static long Nanoseconds(TimeSpan span) => span.Ticks * TimeSpan.NanosecondsPerTick;
}
