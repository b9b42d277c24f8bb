namespace Unjam.DotNet.Nettrace;

/// <summary>How much of a stream is believed: whoever writes it may be broken or hostile.</summary>
public sealed record NettraceLimits
{
    /// <summary>Bytes of a whole stream. The rundown of a large service (100,000 methods) is some 30 MB.</summary>
    public long StreamBytes { get; init; } = 1L << 30;

    /// <summary>Bytes of one block. The runtime writes blocks of 100 KB; only sequence points grow with the number of threads.</summary>
    public int BlockBytes { get; init; } = 16 << 20;

    /// <summary>Instruction pointers that the stacks between two sequence points may hold together, eight bytes each.</summary>
    public int StackAddresses { get; init; } = 4 << 20;

    /// <summary>Stacks between two sequence points.</summary>
    public int Stacks { get; init; } = 1 << 20;

    /// <summary>Kinds of events that a stream may describe.</summary>
    public int EventTypes { get; init; } = 1 << 16;

    /// <summary>Characters of the name of a provider or an event; what is longer is cut.</summary>
    public int NameLength { get; init; } = 512;

    /// <summary>Fields that the description of an event may hold.</summary>
    public int Fields { get; init; } = 256;

    /// <summary>Threads whose sequence numbers are followed; events that others lose are not counted.</summary>
    public int Threads { get; init; } = 1 << 16;
}
