using Unjam.Model;
using Unjam.Python;

namespace Unjam.Live.Tests.Reading;

/// <summary>Threads at the moment when they are made.</summary>
public sealed class NewThreadsTests
{
    private const int Enough = 300;

    public static IEnumerable<object[]> Pythons => new[] { "3.8", "3.11", "3.14" }.Select(series => new object[] { Interpreters.OfSeries(series).Name });

    [Theory]
    [MemberData(nameof(Pythons))]
    public void Thread_ThatDoesNotRunYet_IsNotTakenForItsMaker(string python)
    {
        using var target = LiveTarget.Start(python, "newborn.py");
        using var probe = PythonProbe.Attach(target.Pid, TimeProvider.System);
        var look = new Snapshot();
        var (looks, born) = (0, 0);
        Eventually.True(
            () =>
            {
                probe.Look(look, LookDepth.Memory);
                looks++;
                var threads = look.Threads.Span.ToArray();
                Assert.True(threads.Count(each => each.Name == "MainThread") <= 1, $"look {looks}: {string.Join(", ", threads.Select(each => $"{each.Name} ({each.NativeId})"))}");
                Assert.Equal(threads.Count(each => each.NativeId != 0), threads.Where(each => each.NativeId != 0).Select(each => each.NativeId).Distinct().Count());
                born += threads.Length > 3 ? 1 : 0;
                return looks >= Enough && born >= Enough / 10;
            },
            TimeSpan.FromSeconds(10), () => $"{born} of {looks} looks saw a thread more");
    }
}
