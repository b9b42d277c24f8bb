namespace Unjam.Model;

/// <summary>What the compiler invented a name for.</summary>
internal enum InventedKind
{
    /// <summary>A method that the compiler wraps: the entry of a program, the clone of a record.</summary>
    Wrapper,

    /// <summary>A class that holds lambdas, and the variables they share with their method.</summary>
    Closure,

    /// <summary>The type of an asynchronous method or of an iterator.</summary>
    StateMachine,

    Lambda,

    LocalFunction,

    /// <summary>A type that only its own file sees.</summary>
    FileLocal,
}
