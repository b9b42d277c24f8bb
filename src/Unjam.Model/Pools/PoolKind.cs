namespace Unjam.Model;

/// <summary>The implementation of a pool.</summary>
public enum PoolKind
{
    ThreadPoolExecutor,
}
