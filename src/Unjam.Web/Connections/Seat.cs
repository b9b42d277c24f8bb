using Microsoft.AspNetCore.Connections;

namespace Unjam.Web.Connections;

/// <summary>One connection.</summary>
internal sealed class Seat(ConnectionContext connection)
{
    /// <summary>Its place among those that have no request under way; null while it has one.</summary>
    public LinkedListNode<Seat>? Waiting { get; set; }

    /// <summary>So many requests are under way that this one is answered only when it is vital.</summary>
    public bool IsReserved { get; set; }

    /// <summary>It was given up: it counts no longer.</summary>
    public bool IsGivenUp { get; set; }

    public void Close(string why) => connection.Abort(new ConnectionAbortedException(why));
}
