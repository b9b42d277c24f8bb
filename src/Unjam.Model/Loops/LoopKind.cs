namespace Unjam.Model;

/// <summary>The implementation of an event loop.</summary>
public enum LoopKind
{
    Asyncio,
    Uvloop,
}
