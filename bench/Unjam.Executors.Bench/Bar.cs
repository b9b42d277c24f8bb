namespace Unjam.Executors.Bench;

/// <summary>A promise and what was measured.</summary>
/// <param name="Promise">In words.</param>
/// <param name="Measured">The number.</param>
/// <param name="AtMost">What it may be; for a bar that is to be reached see <paramref name="IsLeast"/>.</param>
/// <param name="Unit">Written behind the numbers.</param>
/// <param name="IsLeast">The number has to be at least that instead.</param>
public sealed record Bar(string Promise, double Measured, double AtMost, string Unit, bool IsLeast = false)
{
    public bool Holds => IsLeast ? Measured >= AtMost : Measured <= AtMost;

    public override string ToString() =>
        $"{(Holds ? "pass" : "FAIL")}  {Promise}: {Measured:0.00}{Unit} (bar: {(IsLeast ? "≥" : "≤")} {AtMost:0.##}{Unit})";
}
