namespace Unjam.Bench;

/// <summary>Durations of something that was done many times.</summary>
public sealed class Sample(int capacity)
{
    private readonly double[] microseconds = new double[capacity];
    private int count;

    /// <summary>The middle one, in microseconds.</summary>
    public double Median => At(0.5);

    /// <summary>The one that nine of ten do not exceed, in microseconds.</summary>
    public double P90 => At(0.9);

    public void Add(TimeSpan duration) => microseconds[count++] = duration.TotalMicroseconds;

    private double At(double share)
    {
        var sorted = microseconds.AsSpan(0, count).ToArray();
        Array.Sort(sorted);
        return sorted[(int)(share * (count - 1))];
    }
}
