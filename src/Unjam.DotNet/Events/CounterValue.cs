using Unjam.DotNet.Nettrace;

namespace Unjam.DotNet.Events;

/// <summary>The value of a counter in an interval: <see cref="KnownEvent.Counter"/>.</summary>
/// <param name="Name">Such as <c>threadpool-queue-length</c>.</param>
/// <param name="Value">Its mean, or by how much it rose (<paramref name="IsIncrement"/>).</param>
/// <param name="IsIncrement">The counter counts up; the value is what was added in the interval.</param>
/// <param name="Seconds">Length of the interval.</param>
public readonly record struct CounterValue(string Name, double Value, bool IsIncrement, double Seconds)
{
    private const int LongestName = 256;

    /// <summary>Reads it by the fields that the stream names; false when the payload does not hold it.</summary>
    public static bool TryRead(EventType type, ReadOnlySpan<byte> payload, out CounterValue read)
    {
        ArgumentNullException.ThrowIfNull(type);
        read = new CounterValue("", double.NaN, false, double.NaN);
        if (type.Fields.IsDefault)
            return false;
        var cursor = new Cursor(payload);
        foreach (var field in type.Fields)
        {
            switch (field.Type)
            {
                case TypeCode.String:
                    var text = cursor.Utf16();
                    if (field.Name == "Name")
                        read = read with { Name = Cursor.Text(text, LongestName) };
                    break;
                case TypeCode.Double:
                    var number = cursor.Double();
                    if (field.Name is "Mean" or "Increment")
                        read = read with { Value = number, IsIncrement = field.Name == "Increment" };
                    break;
                case TypeCode.Single:
                    var seconds = cursor.Single();
                    if (field.Name == "IntervalSec")
                        read = read with { Seconds = seconds };
                    break;
                case TypeCode.Int32 or TypeCode.UInt32:
                    _ = cursor.Int32();
                    break;
                default:
                    return false;
            }
        }

        return !cursor.Failed && read.Name.Length > 0 && double.IsFinite(read.Value) && double.IsFinite(read.Seconds);
    }
}
