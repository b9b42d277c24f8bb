namespace Unjam.DotNet.Facts;

/// <summary>How many events happened in the last second.</summary>
internal sealed class EventRate
{
    private const long SlotNanoseconds = 1_000_000_000 / Slots;
    private const int Slots = 16;

    private readonly (long Number, int Count)[] slots = new (long, int)[Slots];

    public void Add(long at)
    {
        var number = Number(at);
        ref var slot = ref slots[(int)((ulong)number % Slots)];
        if (slot.Number == number)
            slot.Count++;
        else if (number > slot.Number || slot.Count == 0)
            slot = (number, 1);
    }

    public double At(long now)
    {
        var number = Number(now);
        var sum = 0L;
        foreach (var slot in slots)
        {
            if (number - slot.Number is >= 0 and < Slots)
                sum += slot.Count;
        }

        return sum;
    }

    public void Clear() => Array.Clear(slots);

    private static long Number(long at) => at / SlotNanoseconds;
}
