using System.Globalization;

namespace Unjam.Fleet;

/// <summary>Identity of a process while it lives and afterwards: a process id may be given again, the pair is not.</summary>
/// <param name="Pid">Its process id as seen from here.</param>
/// <param name="StartTicks">When it began, in ticks since the machine did (field 22 of <c>/proc/PID/stat</c>).</param>
public readonly record struct TargetKey(int Pid, ulong StartTicks)
{
    /// <summary>The key as it stands in URLs: <c>PID-STARTTICKS</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Pid}-{StartTicks}");
}
