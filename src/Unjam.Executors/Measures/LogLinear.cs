using System.Numerics;

namespace Unjam.Executors;

/// <summary>Buckets for nanoseconds: sixteen of equal width for each power of two, so that a bucket is at most 6.25 % wide.</summary>
internal static class LogLinear
{
    private const int Bits = 4;
    private const int PerPower = 1 << Bits;

    /// <summary>How many buckets hold every non-negative 64-bit number.</summary>
    public const int Buckets = (63 - Bits) * PerPower + PerPower;

    /// <summary>The bucket of a value that is not negative.</summary>
    public static int BucketOf(long value)
    {
        var power = BitOperations.Log2((ulong)value | PerPower) - Bits;
        return (power << Bits) + (int)(value >> power);
    }

    /// <summary>The smallest value of a bucket.</summary>
    public static long LowerBound(int bucket)
    {
        var power = Math.Max(0, (bucket >> Bits) - 1);
        return (long)(bucket - (power << Bits)) << power;
    }

    /// <summary>The largest value of a bucket.</summary>
    public static long UpperBound(int bucket) => bucket + 1 >= Buckets ? long.MaxValue : LowerBound(bucket + 1) - 1;
}
