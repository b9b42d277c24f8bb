using System.Text;

namespace Unjam.DotNet.Attach;

/// <summary>A running session of events. One thread is enough for it: begin, <see cref="RequestStop"/>, read <see cref="Events"/> to their end.</summary>
/// <remarks>While it is open, the process pays for the events it asked for. A session whose connection is closed ends by itself.</remarks>
public sealed class EventSession : IDisposable
{
    private const int Nettrace = 1;

    private readonly DiagnosticsPort port;
    private readonly Patience patience;
    private readonly DiagnosticsConnection connection;
    private readonly byte[] id;
    private DiagnosticsConnection? stopping;

    private EventSession(DiagnosticsPort port, Patience patience, DiagnosticsConnection connection, byte[] id, TimeSpan silence)
    {
        (this.port, this.patience, this.connection, this.id) = (port, patience, connection, id);
        Events = connection.StreamWith(patience with { Silence = silence });
    }

    /// <summary>The events, in the format that <see cref="Unjam.DotNet.Nettrace.NettraceReader"/> reads. They end some time after the stop.</summary>
    public Stream Events { get; }

    /// <summary>Begins a session.</summary>
    /// <param name="port">Whose.</param>
    /// <param name="request">What it brings.</param>
    /// <param name="patience">How long the runtime is waited for.</param>
    /// <param name="silence">How long its events may stay away, where that is another time: a process that does nothing has none.</param>
    /// <exception cref="DiagnosticsException">The runtime does not begin it.</exception>
    public static EventSession Begin(DiagnosticsPort port, SessionRequest request, Patience patience, TimeSpan? silence = null)
    {
        ArgumentNullException.ThrowIfNull(port);
        ArgumentNullException.ThrowIfNull(request);

        // a runtime rejects what is newer than itself, and closes the connection
        DiagnosticsCommand[] commands = [DiagnosticsCommand.CollectTracing4, DiagnosticsCommand.CollectTracing3, DiagnosticsCommand.CollectTracing2];
        for (var older = 0; ; older++)
        {
            var connection = DiagnosticsConnection.Open(port, patience);
            try
            {
                connection.Send(commands[older], Payload(commands[older], request));
                return new EventSession(port, patience, connection, connection.Answer(), silence ?? patience.Silence);
            }
            catch (DiagnosticsException failed) when (failed.Failure == DiagnosticsFailure.Rejected && older + 1 < commands.Length)
            {
                connection.Dispose();
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
    }

    /// <summary>Asks the runtime to end the session, and does not wait: it writes the rundown first, for which somebody must read.</summary>
    /// <exception cref="DiagnosticsException">The runtime cannot be asked.</exception>
    public void RequestStop()
    {
        stopping ??= DiagnosticsConnection.Open(port, patience);
        stopping.Send(DiagnosticsCommand.StopTracing, id);
    }

    public void Dispose()
    {
        Events.Dispose();
        connection.Dispose();
        stopping?.Dispose();
    }

    private static byte[] Payload(DiagnosticsCommand command, SessionRequest request)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(request.BufferMegabytes);
        writer.Write(Nettrace);
        if (command == DiagnosticsCommand.CollectTracing4)
            writer.Write(request.Rundown);
        else
            writer.Write(request.Rundown != 0);
        if (command != DiagnosticsCommand.CollectTracing2)
            writer.Write(request.HasStacks);
        writer.Write(request.Providers.Length);
        foreach (var provider in request.Providers)
        {
            writer.Write(provider.Keywords);
            writer.Write((int)provider.Level);
            Write(writer, provider.Name);
            Write(writer, provider.Arguments);
        }

        return bytes.ToArray();
    }

    // its length with the zero that ends it, in characters
    private static void Write(BinaryWriter writer, string text)
    {
        writer.Write(text.Length == 0 ? 0 : text.Length + 1);
        if (text.Length > 0)
            writer.Write(Encoding.Unicode.GetBytes(text + '\0'));
    }
}
