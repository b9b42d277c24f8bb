using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Unjam.Diagnosis;

/// <summary>The numbers of system calls, which differ by architecture: rows of <c>syscalls.tsv</c>.</summary>
internal sealed class SystemCalls
{
    private readonly FrozenDictionary<long, SystemCall> byNumber;

    private SystemCalls(int column) =>
        byNumber = Resources.Table("syscalls.tsv")
            .Where(row => row[column] != "-")
            .ToFrozenDictionary(
                row => long.Parse(row[column], CultureInfo.InvariantCulture),
                row => new SystemCall(row[0], Enum.Parse<SystemCallKind>(row[1])));

    /// <summary>Those of this machine: a target runs on the same one.</summary>
    public static SystemCalls OfThisMachine { get; } = For(RuntimeInformation.OSArchitecture);

    public static SystemCalls For(Architecture architecture) => new(architecture == Architecture.Arm64 ? 3 : 2);

    /// <summary>The call of a number; null when it is none that is known to wait.</summary>
    public SystemCall? Of(long number) => byNumber.GetValueOrDefault(number);
}
