namespace Unjam.DotNet.Attach;

/// <summary>A command of the diagnostics protocol: its set in the high byte, its number in the low one.</summary>
internal enum DiagnosticsCommand : ushort
{
    /// <summary>Ends a session.</summary>
    StopTracing = 0x0201,

    /// <summary>Begins a session; .NET 5 and later.</summary>
    CollectTracing2 = 0x0203,

    /// <summary>The same, and says whether events carry stacks; .NET 8 and later.</summary>
    CollectTracing3 = 0x0204,

    /// <summary>The same, and says what the rundown names; .NET 9 and later.</summary>
    CollectTracing4 = 0x0205,

    /// <summary>Asks what runs; .NET 6 and later.</summary>
    ProcessInfo2 = 0x0404,
}
