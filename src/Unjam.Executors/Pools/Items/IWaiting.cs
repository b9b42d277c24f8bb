using Unjam.Model;

namespace Unjam.Executors;

/// <summary>What can be seen of an item, and how it gets from the wait for room into the queue.</summary>
internal interface IWaiting
{
    /// <summary>It has not begun and was not cancelled.</summary>
    bool IsWaiting { get; }

    /// <summary>What it calls.</summary>
    Function Function { get; }

    /// <summary>Its wait for room is over; false when it was cancelled.</summary>
    bool TryAdmit();
}
