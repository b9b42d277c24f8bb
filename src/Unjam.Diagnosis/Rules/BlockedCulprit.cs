using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>One culprit on one loop, with all blocks that it made while it was watched.</summary>
/// <param name="Key">What tells it from other culprits.</param>
/// <param name="Worst">The block to report: the longest, as bad as this culprit is known to be.</param>
/// <param name="Scene">What was seen while that one lasted.</param>
/// <param name="Blocks">How many it made.</param>
/// <param name="Total">How long they were together.</param>
/// <param name="IsOn">The last of them, perhaps another one, goes on.</param>
/// <param name="First">When the first of them began.</param>
internal sealed record BlockedCulprit(
    string Key, Block Worst, Scene Scene, Blame? Blame, Stack Stack, Calls.Called Called, string Cause, int Blocks, TimeSpan Total, bool IsOn, Moment First)
{
    public static BlockedCulprit Of(Block block, Scene scene)
    {
        var most = scene.Stacks.Most(scene.Coroutine);
        var blame = most?.Blame ?? Blame.OfMethod(block.Kind, scene.Coroutine);
        var called = blame is null ? default : Calls.Of(blame, scene.Kernel);
        var key = blame is null ? "" : $"{blame.Frame.Function.File}:{blame.Frame.Function.Name}";
        return new(key, block, scene, blame, most?.Stack ?? Stack.Empty, called, Calls.CauseOf(blame, scene.Kernel, called), 1, block.Duration, !block.IsOver, block.Began);
    }

    /// <summary>Whether the first of its blocks began before a moment.</summary>
    public bool BeganBefore(Moment moment) => First < moment;

    /// <summary>Adds a later block of the same culprit.</summary>
    public BlockedCulprit With(BlockedCulprit later)
    {
        var shown = later.Worst.Duration >= Worst.Duration ? later : this;
        return shown with { Blocks = Blocks + later.Blocks, Total = Total + later.Total, IsOn = later.IsOn, First = First };
    }
}
