using System.Collections.Concurrent;
using System.Net.Sockets;
using Unjam.DotNet.Attach;
using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Tests.Nettrace;

namespace Unjam.DotNet.Tests.Attach;

public sealed class EventSessionTests
{
    private static readonly Patience Brief = new(TimeSpan.FromMilliseconds(150), TimeProvider.System, CancellationToken.None);
    private static readonly byte[] UnknownCommand = [0x85, 0x13, 0x13, 0x80];

    [Fact]
    public void OldRuntime_ThatRejectsNewCommands_IsAskedInItsOwnWords()
    {
        var asked = new ConcurrentQueue<(ushort Command, int Length)>();
        using var fake = new FakePort((command, payload, connection) =>
        {
            asked.Enqueue((command, payload.Length));
            connection.Send(command == 0x0203 ? FakePort.Answer(true, BitConverter.GetBytes(77L)) : FakePort.Answer(false, UnknownCommand));
            connection.Close();
        });
        using (var session = EventSession.Begin(fake.Port, SessionRequest.Samples, Brief))
            Assert.Equal(NettraceOutcome.Truncated, new NettraceReader().Read(session.Events, new NotedEvents()).Outcome);
        // 4 + 4 + rundown (8, then 1) + stacks (1, then none) + 4 + keywords 8 + level 4 + a name + no arguments
        const int Provider = 4 + 8 + 4 + 4 + (36 * 2) + 4;
        Assert.Equal([(0x0205, 8 + 8 + 1 + Provider), (0x0204, 8 + 1 + 1 + Provider), (0x0203, 8 + 1 + Provider)], asked.Select(each => ((int)each.Command, each.Length)));
    }

    [Fact]
    public void Session_Stopped_NamesItself()
    {
        var stopped = new ConcurrentQueue<long>();
        Socket? stream = null;
        using var fake = new FakePort((command, payload, connection) =>
        {
            if (command == 0x0201)
            {
                stopped.Enqueue(BitConverter.ToInt64(payload));
                stream!.Send(StreamMaker.Begun().End());
                return;
            }

            stream = connection;
            connection.Send(FakePort.Answer(true, BitConverter.GetBytes(77L)));
        });
        using var session = EventSession.Begin(fake.Port, SessionRequest.Samples, Brief with { Silence = TimeSpan.FromSeconds(20) });
        session.RequestStop();
        Assert.Equal(NettraceOutcome.Complete, new NettraceReader().Read(session.Events, new NotedEvents()).Outcome);
        Assert.Equal([77L], stopped);
    }

    [Fact]
    public void Port_ThatNeverAnswers_IsLeft()
    {
        using var fake = new FakePort((_, _, _) => { });
        Fails(DiagnosticsFailure.NoAnswer, "Nothing came for 0.2 s", fake);
    }

    [Fact]
    public void Port_ThatBreaksOff_IsLeft()
    {
        using var fake = new FakePort((_, _, connection) => connection.Close());
        Fails(DiagnosticsFailure.NoAnswer, "does not answer", fake);
    }

    [Fact]
    public void Port_OfSomethingElse_IsToldApart()
    {
        using var fake = new FakePort((_, _, connection) => connection.Send("HTTP/1.1 400 Bad Request\r\n\r\n"u8));
        Fails(DiagnosticsFailure.NoAnswer, "no .NET runtime", fake);
    }

    [Fact]
    public void Runtime_ThatRejectsEverything_IsQuoted()
    {
        using var fake = new FakePort((_, _, connection) => connection.Send(FakePort.Answer(false, UnknownCommand)));
        Fails(DiagnosticsFailure.Rejected, "0x80131385", fake);
    }

    [Fact]
    public void Port_WithoutProcess_Refuses()
    {
        var gone = new DiagnosticsPort(Path.Combine(Path.GetTempPath(), $"unjam-{Guid.NewGuid():N}"));
        Assert.Equal(DiagnosticsFailure.Refused, Assert.Throws<DiagnosticsException>(() => EventSession.Begin(gone, SessionRequest.Samples, Brief)).Failure);
    }

    [Fact]
    public void Stream_ThatFallsSilent_EndsAsTruncated()
    {
        using var fake = new FakePort((_, _, connection) =>
        {
            connection.Send(FakePort.Answer(true, BitConverter.GetBytes(1L)));
            connection.Send(StreamMaker.Begun().Bytes);
        });
        using var session = EventSession.Begin(fake.Port, SessionRequest.Samples, Brief);
        var end = new NettraceReader().Read(session.Events, new NotedEvents());
        Assert.Equal(NettraceOutcome.Truncated, end.Outcome);
        Assert.Contains("Nothing came for 0.2 s", end.Message, StringComparison.Ordinal);
    }

    private static void Fails(DiagnosticsFailure failure, string message, FakePort fake)
    {
        var failed = Assert.Throws<DiagnosticsException>(() => EventSession.Begin(fake.Port, SessionRequest.Samples, Brief));
        Assert.Equal(failure, failed.Failure);
        Assert.Contains(message, failed.Message, StringComparison.Ordinal);
    }
}
