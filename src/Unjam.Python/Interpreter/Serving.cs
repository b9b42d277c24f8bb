using Unjam.Memory;

namespace Unjam.Python.Interpreter;

/// <summary>A function on a stack that serves a pool, and what it holds in its locals: null where a local is unbound.</summary>
internal struct Serving
{
    /// <summary>Which function; none when the thread serves no pool that is known.</summary>
    public Landmark Landmark;

    /// <summary>Its frame: the same for as long as the worker lives, or (trio) runs its item.</summary>
    public Address Frame;

    /// <summary>Its code, for where its locals are.</summary>
    public CodeSight? Code;

    /// <summary>What the worker belongs to: itself as an object, or its pool's queue.</summary>
    public Address Owner;

    /// <summary>What its item calls.</summary>
    public Address Called;

    /// <summary>The object that tells its item from others.</summary>
    public Address Ticket;

    /// <summary>A number that it keeps: how many items it has completed, or how many workers its pool is to have; of a trio worker the result, once there is one.</summary>
    public Address Number;

    /// <summary>It waits for its next item.</summary>
    public bool IsWaiting;
}
