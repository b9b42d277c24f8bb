using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Unjam.Web.Connections;

/// <summary>
/// Bounds the connections. When all seats are taken, a newcomer gets that of the connection which has been without a whole request for longest:
/// a thousand connections that send nothing, or a byte now and then, keep nobody out.
/// </summary>
/// <param name="most">Connections on which anything is answered.</param>
/// <param name="reserved">Connections beyond them on which only what is vital is answered.</param>
internal sealed class Seats(int most, int reserved)
{
    private readonly Lock door = new();
    private readonly LinkedList<Seat> waiting = [];
    private int taken;
    private int busy;

    /// <summary>Connections that are open and not given up.</summary>
    public int Taken
    {
        get
        {
            lock (door)
                return taken;
        }
    }

    public async Task Serve(ConnectionContext connection, ConnectionDelegate next)
    {
        var seat = new Seat(connection);
        if (!TryTake(seat, out var givenUp))
        {
            seat.Close("all seats are busy");
            return;
        }

        givenUp?.Close("its seat was needed");
        connection.Features.Set(seat);
        try
        {
            await next(connection);
        }
        finally
        {
            Leave(seat);
        }
    }

    /// <summary>A whole request has come.</summary>
    public Seat? Begin(HttpContext context)
    {
        if (context.Features.Get<Seat>() is not { } seat)
            return null;
        lock (door)
        {
            if (seat.Waiting is { } node)
                waiting.Remove(node);
            seat.Waiting = null;
            busy++;
            seat.IsReserved = busy > most;
        }

        return seat;
    }

    /// <summary>It has been answered.</summary>
    public void End(Seat? seat)
    {
        if (seat is null)
            return;
        lock (door)
        {
            busy--;
            if (!seat.IsGivenUp)
                seat.Waiting = waiting.AddLast(seat);
        }
    }

    private bool TryTake(Seat seat, out Seat? givenUp)
    {
        lock (door)
        {
            givenUp = null;
            if (taken >= most + reserved)
            {
                if (waiting.First is not { } longest)
                    return false;
                givenUp = longest.Value;
                GiveUp(givenUp);
            }

            taken++;
            seat.Waiting = waiting.AddLast(seat);
            return true;
        }
    }

    private void Leave(Seat seat)
    {
        lock (door)
            GiveUp(seat);
    }

    private void GiveUp(Seat seat)
    {
        if (seat.IsGivenUp)
            return;
        seat.IsGivenUp = true;
        taken--;
        if (seat.Waiting is { } node)
            waiting.Remove(node);
        seat.Waiting = null;
    }
}
