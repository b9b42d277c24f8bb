using System.Runtime.CompilerServices;

namespace StarvingWeb;

/// <summary>Something that knows only how to block: a driver without asynchronous methods.</summary>
internal static class Orders
{
    [MethodImpl(MethodImplOptions.NoInlining)] // so that the watchdog can name it
    public static string Load()
    {
        Thread.Sleep(TimeSpan.FromMilliseconds(100));
        return "three orders";
    }
}
