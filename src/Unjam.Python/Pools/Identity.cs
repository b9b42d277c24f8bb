namespace Unjam.Python.Pools;

/// <summary>One number for two that identify something only together.</summary>
internal static class Identity
{
    public static ulong Of(ulong address, ulong count) => Math.Max(1, address ^ ((count + 1) * 0x9e3779b97f4a7c15));
}
