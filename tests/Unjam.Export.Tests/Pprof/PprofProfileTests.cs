using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Unjam.Export.Pprof;
using Unjam.Live;
using Unjam.Model;

namespace Unjam.Export.Tests.Pprof;

/// <summary>Profiles, read by a library that others wrote.</summary>
public sealed class PprofProfileTests
{
    private static readonly DateTimeOffset From = DateTimeOffset.FromUnixTimeSeconds(1_790_000_000);

    [Fact]
    public void Profile_OfStacks_ReadsBackAsItWas()
    {
        var fetch = new Function("Shop.fetch", "/app/db.py", 30);
        var profile = Decoded(
        [
            new PprofSample("MainThread", [new(fetch, 41), new(new("main", "/app/shop.py", 1), 9)], TimeSpan.FromSeconds(1.5), 3),
            new PprofSample("default", [new(fetch, 44)], TimeSpan.FromTicks(7), 1),
        ]);
        Assert.Equal("waiting/nanoseconds looks/count", string.Join(' ', profile.GetProperty("types").EnumerateArray().Select(each => each.GetString())));
        Assert.Equal("waiting/nanoseconds", profile.GetProperty("period").GetString());
        Assert.Equal("waiting", profile.GetProperty("default").GetString());
        Assert.Equal(1.79e18, profile.GetProperty("from").GetDouble());
        Assert.Equal(60e9, profile.GetProperty("duration").GetDouble());
        Assert.Equal(
            """[{"frames":[{"name":"Shop.fetch","file":"/app/db.py","first":30,"line":41},{"name":"main","file":"/app/shop.py","first":1,"line":9}],"values":[1500000000,3],"labels":{"of":"MainThread"}},{"frames":[{"name":"Shop.fetch","file":"/app/db.py","first":30,"line":44}],"values":[700,1],"labels":{"of":"default"}}]""",
            profile.GetProperty("samples").GetRawText());
    }

    [Fact]
    public void Profile_OfNothing_IsStillAProfile() => Assert.Equal(0, Decoded([]).GetProperty("samples").GetArrayLength());

    [Fact]
    public void Profile_OfHostileNames_HoldsThemCleaned()
    {
        var samples = Decoded(HostileNames.All.Select((name, at) => new PprofSample(name, [new(new(name, name, at), at)], TimeSpan.FromSeconds(1000 - at), 1))).GetProperty("samples");
        Assert.Equal(HostileNames.All.Count, samples.GetArrayLength());
        foreach (var (sample, name) in samples.EnumerateArray().Zip(HostileNames.All))
        {
            Assert.Equal(SafeText.Of(name), sample.GetProperty("frames")[0].GetProperty("name").GetString());
            Assert.Equal(SafeText.Of(name), sample.GetProperty("frames")[0].GetProperty("file").GetString());
        }
    }

    [Fact]
    public void Profile_OfTooMuch_IsBoundedAndItsSumsStayTrue()
    {
        const int Count = 40_000;
        var profile = Decoded(Enumerable.Range(1, Count).Select(at => new PprofSample(
            "pool", [new(new(at.ToString(CultureInfo.InvariantCulture), at.ToString(CultureInfo.InvariantCulture), at), at)], TimeSpan.FromMilliseconds(at), 1)));
        var samples = profile.GetProperty("samples").EnumerateArray().ToArray();
        Assert.Equal(PprofProfile.SampleLimit + 1, samples.Length);
        Assert.InRange(profile.GetProperty("strings").GetInt32(), 1, 60_000);
        Assert.Equal("(left out)", samples[^1].GetProperty("frames")[0].GetProperty("name").GetString());
        Assert.Equal(Enumerable.Range(1, Count).Sum(at => at * 1e6), samples.Sum(sample => sample.GetProperty("values")[0].GetDouble()));
        Assert.Equal(Count, samples.Sum(sample => sample.GetProperty("values")[1].GetInt64()));
    }

    [Fact]
    public void Profile_OfManyFunctionsInOneStack_StopsAtTheLimitOfStrings()
    {
        var profile = Decoded(Enumerable.Range(0, 100).Select(at => new PprofSample("pool", Deep(at), TimeSpan.FromSeconds(1), 1)));
        Assert.InRange(profile.GetProperty("strings").GetInt32(), 1, 60_000);
        Assert.Equal(100, profile.GetProperty("samples").EnumerateArray().Sum(sample => sample.GetProperty("values")[1].GetInt64()));
    }

    private static ImmutableArray<Frame> Deep(int at) =>
        [.. Enumerable.Range(0, 1_000).Select(depth => new Frame(new($"f{at}_{depth}", $"{at}_{depth}.py", 1), 1))];

    private static JsonElement Decoded(IEnumerable<PprofSample> samples)
    {
        using var output = new MemoryStream();
        PprofProfile.Write(output, samples, From, TimeSpan.FromMinutes(1));
        return JsonDocument.Parse(ForeignReader.Node("decode-pprof.mjs", Convert.ToBase64String(output.ToArray()))).RootElement;
    }
}
