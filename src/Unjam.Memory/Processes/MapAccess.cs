namespace Unjam.Memory;

/// <summary>What a mapping may be used for.</summary>
[Flags]
public enum MapAccess
{
    None = 0,
    Read = 1,
    Write = 2,
    Execute = 4,
    Shared = 8,
}
