using System.Net;
using System.Net.Sockets;

namespace Unjam.Hosting;

/// <summary>One connection to the metrics server: a request at a time, each within a deadline.</summary>
internal sealed class Visit : IDisposable
{
    private readonly TimeProvider time;
    private readonly byte[] head = new byte[Limits.HeadBytes];
    private int filled;
    private byte[] answer = [];
    private int sent;
    private bool staysOpen = true;
    private bool isLeaving;
    private long since;
    private TimeSpan patience;

    public Visit(Socket socket, TimeProvider time)
    {
        (Socket, this.time) = (socket, time);
        Expect(Limits.Head);
    }

    public Socket Socket { get; }

    /// <summary>An answer is under way.</summary>
    public bool IsAnswering => answer.Length > 0;

    /// <summary>For how long it has been in its present state.</summary>
    public TimeSpan Waited => time.GetElapsedTime(since);

    /// <summary>How long it may stay so; zero and less when that is over.</summary>
    public TimeSpan Left => patience - Waited;

    /// <summary>Reads what is there, and answers when a request is whole.</summary>
    /// <returns>Whether it goes on.</returns>
    public bool Read(Answers answers)
    {
        var got = Socket.Receive(isLeaving ? head : head.AsSpan(filled), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return true;
        if (error != SocketError.Success || got == 0)
            return false;
        if (isLeaving)
            return true;
        if (filled == 0)
            Expect(Limits.Head);
        filled += got;
        var end = head.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        if (end < 0 && filled < head.Length)
            return true;
        Answer(answers, end < 0 ? null : Request.Parse(head.AsSpan(0, end)), hasMore: end < 0 || filled > end + 4);
        return Write();
    }

    /// <summary>Sends what the client takes.</summary>
    /// <returns>Whether it goes on.</returns>
    public bool Write()
    {
        while (sent < answer.Length)
        {
            var took = Socket.Send(answer.AsSpan(sent), SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                return true;
            if (error != SocketError.Success)
                return false;
            sent += took;
        }

        (answer, sent, filled) = ([], 0, 0);
        Expect(staysOpen ? Limits.Idle : Limits.Leaving);
        return staysOpen || Leave();
    }

    public void Dispose() => Socket.Dispose();

    /// <summary>Says that nothing follows, and takes what still comes: a connection closed over unread bytes would take the answer back.</summary>
    private bool Leave()
    {
        isLeaving = true;
        try
        {
            Socket.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (SocketException)
        {
            return false; // the client has gone
        }
    }

    /// <summary>What follows a request before it is answered, or is no head at all, is not read.</summary>
    private void Answer(Answers answers, Request? request, bool hasMore)
    {
        staysOpen = request is { StaysOpen: true, HasBody: false } && !hasMore;
        answer = answers.To(request, (Socket.LocalEndPoint as IPEndPoint)?.Address, staysOpen);
        Expect(Limits.Answer);
    }

    private void Expect(TimeSpan within) => (since, patience) = (time.GetTimestamp(), within);
}
