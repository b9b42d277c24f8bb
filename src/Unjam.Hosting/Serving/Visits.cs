using System.Net.Sockets;

namespace Unjam.Hosting;

/// <summary>The connections of a metrics server, all served by one thread: none can make it wait.</summary>
/// <remarks>
/// When all seats are taken, a newcomer gets that of the connection which has been without a whole request for longest: a thousand connections that
/// send nothing, or a byte now and then, keep nobody out.
/// </remarks>
internal sealed class Visits(Socket listener, Answers answers, TimeProvider time, Action<Exception> onMistake) : IDisposable
{
    private readonly List<Visit> all = [];
    private readonly List<Socket> readable = [], writable = [];
    private long exhaustedAt;
    private bool isExhausted;

    public int Count => all.Count;

    /// <summary>Waits until something can be done, and does it.</summary>
    public void Serve()
    {
        readable.Clear();
        writable.Clear();
        isExhausted = isExhausted && time.GetElapsedTime(exhaustedAt) < Limits.Exhausted;
        if (!isExhausted)
            readable.Add(listener);
        foreach (var visit in all)
            (visit.IsAnswering ? writable : readable).Add(visit.Socket);
        Socket.Select(readable, writable, null, Patience());
        for (var at = all.Count - 1; at >= 0; at--)
        {
            if (!Goes(all[at]))
                End(at);
        }

        if (readable.Contains(listener))
            Welcome();
    }

    public void Dispose()
    {
        for (var at = all.Count - 1; at >= 0; at--)
            End(at);
    }

    private bool Goes(Visit visit)
    {
        try
        {
            return visit.Left > TimeSpan.Zero
                && (!readable.Contains(visit.Socket) || visit.Read(answers))
                && (!writable.Contains(visit.Socket) || visit.Write());
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            onMistake(mistake);
            return false;
        }
    }

    private void Welcome()
    {
        Socket newcomer;
        try
        {
            newcomer = listener.Accept();
        }
        catch (SocketException failure)
        {
            // whoever has gone again is nobody's loss; a system without sockets needs time
            isExhausted = failure.SocketErrorCode is not (SocketError.WouldBlock or SocketError.ConnectionAborted or SocketError.ConnectionReset);
            exhaustedAt = time.GetTimestamp();
            return;
        }

        (newcomer.Blocking, newcomer.NoDelay) = (false, true);
        if (all.Count >= Limits.Visits && !TryMakeRoom())
            newcomer.Dispose();
        else
            all.Add(new Visit(newcomer, time));
    }

    private bool TryMakeRoom()
    {
        var longest = -1;
        for (var at = 0; at < all.Count; at++)
        {
            if (!all[at].IsAnswering && (longest < 0 || all[at].Waited > all[longest].Waited))
                longest = at;
        }

        if (longest >= 0)
            End(longest);
        return longest >= 0;
    }

    private void End(int at)
    {
        all[at].Dispose();
        all.RemoveAt(at);
    }

    /// <summary>Microseconds until the first deadline; −1 when there is none.</summary>
    private int Patience()
    {
        var left = isExhausted ? Limits.Exhausted : TimeSpan.MaxValue;
        foreach (var visit in all)
            left = visit.Left < left ? visit.Left : left;
        return left == TimeSpan.MaxValue ? -1 : (int)Math.Clamp(left.TotalMicroseconds + 1000, 0, int.MaxValue);
    }
}
