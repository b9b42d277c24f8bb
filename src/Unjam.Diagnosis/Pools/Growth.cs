namespace Unjam.Diagnosis;

/// <summary>How a queue's length changes over a watch.</summary>
/// <param name="PerSecond">Items per second by least squares; negative when it shrinks.</param>
/// <param name="IsSteady">Each part of the watch saw a longer queue, on average, than the part before it.</param>
internal readonly record struct Growth(double PerSecond, bool IsSteady)
{
    public static Growth Of(PoolHistory history, int parts)
    {
        var looks = history.Looks;
        if (looks.Count < 2 * parts || history.Span <= TimeSpan.Zero)
            return default;
        double times = 0, items = 0, squares = 0, products = 0;
        var means = new double[parts];
        var counts = new int[parts];
        foreach (var look in looks)
        {
            var since = (look.At - looks[0].At).TotalSeconds;
            times += since;
            items += look.Queued;
            squares += since * since;
            products += since * look.Queued;
            var part = Math.Min(parts - 1, (int)(since / history.Span.TotalSeconds * parts));
            means[part] += look.Queued;
            counts[part]++;
        }

        var slope = ((looks.Count * products) - (times * items)) / ((looks.Count * squares) - (times * times));
        var steady = slope > 0;
        for (var i = 1; i < parts; i++)
            steady &= counts[i] > 0 && counts[i - 1] > 0 && means[i] / counts[i] > means[i - 1] / counts[i - 1];
        return new(slope, steady);
    }
}
