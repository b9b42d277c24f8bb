namespace Unjam.Memory;

/// <summary>A section of an ELF file.</summary>
/// <param name="Name">Its name, such as <c>.data</c>.</param>
/// <param name="Type">What it holds: SHT_*.</param>
/// <param name="Address">Where it is when the file is loaded without bias; 0 when it is not loaded.</param>
/// <param name="Offset">Where it is in the file.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Link">The section that belongs to it, as the names to a table of symbols.</param>
public readonly record struct ElfSection(string Name, uint Type, ulong Address, ulong Offset, ulong Length, int Link);
