using System.Globalization;
using Unjam.DotNet.Events;
using Unjam.DotNet.Facts;
using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Tests.Facts;

public sealed class OpenWaitsTests
{
    private readonly OpenWaits waits = new();

    [Fact]
    public void Wait_UntilItEnds_IsOpenWithItsStack()
    {
        waits.Take(Made.Of(KnownEvent.WaitBegan, 5, 21, Made.Wait(1, 0x77), 10, 20, 30));
        var wait = waits.Find(21)!;
        Assert.Equal((21L, Made.At(5), WaitSource.MonitorWait, 0x77UL, false), (wait.Thread, wait.Began, wait.Source, wait.On, wait.IsLock));
        Assert.Equal([10, 20, 30], wait.Stack.ToArray());
        Assert.Null(waits.Find(22));
        waits.Take(Made.Of(KnownEvent.WaitEnded, 9, 22));
        Assert.Single(waits.All);
        waits.Take(Made.Of(KnownEvent.WaitEnded, 9, 21));
        Assert.Empty(waits.All);
    }

    [Fact]
    public void Lock_ThatIsWaitedForTwice_IsOneWait()
    {
        waits.Take(Made.Of(KnownEvent.ContentionBegan, 1, 21, Made.Lock(0xabc, 99), 1, 2));
        var number = waits.Find(21)!.Number;
        waits.Take(Made.Of(KnownEvent.WaitBegan, 2, 21, Made.Wait(0, 0), 7, 1, 2));
        var wait = waits.Find(21)!;
        Assert.Equal((Made.At(1), true, 0xabcUL, 99L), (wait.Began, wait.IsLock, wait.Lock, wait.Owner));
        Assert.Equal([7, 1, 2], wait.Stack.ToArray());
        Assert.NotEqual(number, wait.Number);
        waits.Take(Made.Of(KnownEvent.WaitEnded, 3, 21));
        Assert.Equal([1, 2], waits.Find(21)!.Stack.ToArray());
        waits.Take(Made.Of(KnownEvent.ContentionEnded, 4, 21, Made.Got));
        Assert.Null(waits.Find(21));
    }

    [Fact]
    public void Owner_OfALockThatIsHandedOn_IsWhoGotItLast()
    {
        // on its way from 20 to 21 the lock is nobody's
        waits.Take(Made.Of(KnownEvent.ContentionBegan, 1, 21, Made.Lock(0xabc, 20)));
        waits.Take(Made.Of(KnownEvent.ContentionBegan, 2, 22, Made.Lock(0xabc, 0)));
        Assert.Equal((20L, 0L), (waits.Find(21)!.Owner, waits.Find(22)!.Owner));
        waits.Take(Made.Of(KnownEvent.ContentionEnded, 3, 21, Made.Got));
        Assert.Equal(21, waits.Find(22)!.Owner);
        waits.Take(Made.Of(KnownEvent.ContentionBegan, 4, 23, Made.Lock(0xdef, 5)));
        Assert.Equal(5, waits.Find(23)!.Owner);

        // who got it before this wait began is not known to hold it, and who waits for it does not
        waits.Take(Made.Of(KnownEvent.ContentionBegan, 5, 24, Made.Lock(0xabc, 0)));
        Assert.Equal(0, waits.Find(24)!.Owner);
        waits.Take(Made.Of(KnownEvent.ContentionBegan, 6, 21, Made.Lock(0xabc, 0)));
        Assert.Equal(0, waits.Find(22)!.Owner);
    }

    [Fact]
    public void Owner_ThatWaitsForTheLockItself_IsNone()
    {
        // who got it meanwhile had waited since before the session, and its end tells no lock
        waits.Take(Made.Of(KnownEvent.ContentionBegan, 1, 21, Made.Lock(0xabc, 20)));
        waits.Take(Made.Of(KnownEvent.ContentionEnded, 2, 22, Made.Got));
        Assert.Equal(20, waits.Find(21)!.Owner);
        waits.Take(Made.Of(KnownEvent.ContentionBegan, 3, 20, Made.Lock(0xabc, 0)));
        Assert.Equal(0, waits.Find(21)!.Owner);
        waits.Take(Made.Of(KnownEvent.ContentionBegan, 4, 20, Made.Lock(0xdef, 0)));
        Assert.Equal(20, waits.Find(21)!.Owner);
    }

    [Fact]
    public void Wait_WhoseEndWasLost_GivesWayToTheNext()
    {
        waits.Take(Made.Of(KnownEvent.ContentionBegan, 1, 21, Made.Lock(0xabc, 0), 1));
        waits.Take(Made.Of(KnownEvent.WaitBegan, 2, 21, Made.Wait(0, 0), 2));
        waits.Take(Made.Of(KnownEvent.ContentionBegan, 8, 21, Made.Lock(0xdef, 0), 3));
        Assert.Equal((Made.At(8), 0xdefUL), (waits.Find(21)!.Began, waits.Find(21)!.Lock));
        Assert.Equal([3], waits.Find(21)!.Stack.ToArray());
    }

    [Fact]
    public void Waits_OfMoreThreadsThanAreBelieved_AreCounted()
    {
        for (var thread = 1; thread <= 20_000; thread++)
            waits.Take(Made.Of(KnownEvent.WaitBegan, thread, thread, Made.Wait(0, 0), new ulong[500]));
        Assert.Equal(20_000, waits.All.Count + waits.Dropped);
        Assert.InRange(waits.Dropped, 1, 19_999);
        Assert.All(waits.All, wait => Assert.Equal(OpenWaits.DeepestStack, wait.Stack.Length));
    }

    [Fact]
    public void Waits_Recorded_AllEndAndKnewTheOwner()
    {
        var truth = Recording.Truth(Recording.Happenings).ToDictionary(each => each.Key, each => long.Parse(each.Value, CultureInfo.InvariantCulture));
        var owners = new List<long>();
        Made.Read(Recording.Happenings, (in NettraceEvent happened) =>
        {
            waits.Take(happened);
            if (happened.Type.Known == KnownEvent.ContentionBegan && happened.Thread == truth["lock waiter"])
                owners.Add(waits.Find(happened.Thread)!.Owner);
        });
        Assert.Equal(truth["locks"], owners.Count);
        Assert.Equal(truth["last owner"], owners[^1]);
        Assert.DoesNotContain(waits.All, wait => wait.IsLock);
    }
}
