using System.Buffers.Binary;

namespace Unjam.Memory;

/// <summary>What the kernel told a program when it started it: <c>/proc/PID/auxv</c>.</summary>
/// <param name="ProgramHeaders">Where the program headers of the executable are in memory (AT_PHDR).</param>
/// <param name="Entry">Where the executable begins to run (AT_ENTRY).</param>
public readonly record struct AuxiliaryVector(Address ProgramHeaders, Address Entry)
{
    /// <summary>Reads the vector of a 64-bit process; all null when it cannot be read.</summary>
    public static AuxiliaryVector Of(ProcessDirectory directory)
    {
        const int programHeaders = 3;
        const int entry = 9;
        Span<byte> bytes = stackalloc byte[1024];
        var vector = directory.Read("auxv", bytes);
        var found = default(AuxiliaryVector);
        for (; vector.Length >= 16; vector = vector[16..])
        {
            var value = new Address(BinaryPrimitives.ReadUInt64LittleEndian(vector[8..]));
            found = BinaryPrimitives.ReadUInt64LittleEndian(vector) switch
            {
                programHeaders => found with { ProgramHeaders = value },
                entry => found with { Entry = value },
                _ => found,
            };
        }

        return found;
    }
}
