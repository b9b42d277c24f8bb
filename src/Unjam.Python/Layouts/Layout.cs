namespace Unjam.Python.Layouts;

/// <summary>Where things are in one CPython build: offsets in bytes, −1 for a field that the version does not have. See <c>offsets.tsv</c>.</summary>
internal sealed class Layout(LayoutRow row, AsyncioOffsets? asyncio)
{
    public RuntimeLayout Runtime { get; } = new(row);

    public ThreadLayout Thread { get; } = new(row);

    public FrameLayout Frame { get; } = new(row);

    public CodeLayout Code { get; } = new(row);

    public ObjectLayout Object { get; } = new(row);

    public CallableLayout Callable { get; } = new(row);

    public QueueLayout Queue { get; } = new(row);

    public LockLayout Lock { get; } = new(row);

    public TaskLayout Task { get; } = new(row);

    /// <summary>What the target's <c>_asyncio</c> says of itself (3.14+); null when it has not been loaded or found.</summary>
    public AsyncioOffsets? Asyncio { get; } = asyncio;
}
