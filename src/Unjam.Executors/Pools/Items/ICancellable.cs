namespace Unjam.Executors;

/// <summary>An item that a token can cancel while it waits.</summary>
internal interface ICancellable
{
    /// <summary>Begins to listen to its token: before it is published, after it has its place.</summary>
    void Watch();
}
