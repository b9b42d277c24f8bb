using Unjam.Model;

namespace Unjam.Executors;

/// <summary>How many threads the pool adds per second, over windows of a second.</summary>
internal sealed class InjectionRate
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private Moment? since;
    private int threads;
    private double perSecond;

    /// <summary>Threads added per second in the last whole window; zero when the pool shrank. Any thread may ask.</summary>
    public double PerSecond => Volatile.Read(ref perSecond);

    public void Take(Moment at, int count)
    {
        if (since is { } began)
        {
            var elapsed = at - began;
            if (elapsed < Window)
                return;
            Volatile.Write(ref perSecond, Math.Max(0, count - threads) / elapsed.TotalSeconds);
        }

        (since, threads) = (at, count);
    }
}
