namespace Unjam.Executors.Tests.Loops;

/// <summary>Waits for conditions with a deadline that only a broken loop misses.</summary>
internal static class Soon
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static void True(Func<bool> condition, string otherwise) =>
        Assert.True(SpinWait.SpinUntil(condition, Deadline), otherwise);

    public static void Set(ManualResetEventSlim signal, string otherwise) => Assert.True(signal.Wait(Deadline), otherwise);

    public static async Task<T> Ends<T>(Task<T> task) => await task.WaitAsync(Deadline);

    public static Task Ends(Task task) => task.WaitAsync(Deadline);
}
