using System.Collections.Immutable;
using Unjam.Fleet;
using Unjam.Model;

namespace Unjam.Web.Tests;

/// <summary>Views of a fleet, made by hand.</summary>
internal static class Views
{
    public static readonly TargetKey Shop = new(4312, 9_000);

    public static readonly DateTimeOffset Now = new(2026, 9, 21, 12, 0, 0, TimeSpan.Zero);

    public static FleetView Empty => new(Now, [], default, []);

    public static FleetView Of(params ReadOnlySpan<WatchState> states) =>
        new(Now, [.. states.ToArray().Select((state, index) => Target(index, state))], default, []);

    public static TargetHistory History => new([], [], [], [], [], []);

    private static TargetView Target(int index, WatchState state) => new()
    {
        Key = Shop with { Pid = Shop.Pid + index },
        Name = "shop",
        State = state,
        Target = new Target(Shop.Pid + index, "cpython", "3.11.2", "CPython 3.11.2", "python shop.py --secret=hunter2"),
        Loops = [new LoopView(1, "MainThread", default) { Blocked = TimeSpan.FromSeconds(2) }],
    };
}
