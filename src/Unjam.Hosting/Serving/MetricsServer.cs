using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Unjam.Hosting;

/// <summary>
/// Serves the metrics of this process at <c>/metrics</c>, in a program that has no web server. It has a thread of its own and needs nothing of the
/// shared thread pool: it answers while that is starved, which is when its answers matter.
/// </summary>
public sealed class MetricsServer : IDisposable
{
    private static readonly TimeSpan Parting = TimeSpan.FromSeconds(2);

    private readonly Socket listener;
    private readonly Answers answers;
    private readonly TimeProvider time;
    private readonly ILogger? logger;
    private readonly Thread thread;
    private volatile bool isStopping;

    private MetricsServer(Socket listener, Answers answers, TimeProvider time, ILogger? logger)
    {
        (this.listener, this.answers, this.time, this.logger) = (listener, answers, time, logger);
        Endpoint = (IPEndPoint)listener.LocalEndPoint!;
        thread = new Thread(Serve, maxStackSize: 512 << 10) { IsBackground = true, Name = "unjam metrics" };
        thread.UnsafeStart();
    }

    /// <summary>Where it listens, with the port that was really taken.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>The address to scrape.</summary>
    public Uri Address => new($"http://{Endpoint}/metrics");

    /// <summary>Begins to listen and to answer.</summary>
    /// <param name="port">The port; 0 takes a free one, see <see cref="Endpoint"/>.</param>
    /// <param name="observed">What is measured.</param>
    /// <param name="diagnosis">Whose findings are shown as <c>unjam_finding_active</c>; null leaves that out.</param>
    /// <param name="options">Where it listens and whom it answers; loopback only when null.</param>
    /// <param name="logger">Is told of mistakes of the server's own.</param>
    /// <exception cref="ListenException">The address cannot be listened at.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is no port.</exception>
    public static MetricsServer Start(int port, Observed observed, SelfDiagnosis? diagnosis = null, MetricsServerOptions? options = null, ILogger? logger = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        ArgumentNullException.ThrowIfNull(observed);
        options ??= new MetricsServerOptions();
        var place = new IPEndPoint(options.Address, port);
        return new MetricsServer(Listen(place), new Answers(new MetricsText(observed, diagnosis), options.AllowedHosts), options.Time, logger);
    }

    /// <summary>Stops at once: connections are closed.</summary>
    public void Dispose()
    {
        if (isStopping)
            return;
        isStopping = true;
        Wake();
        thread.Join(Parting);
    }

    private static Socket Listen(IPEndPoint place)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(place);
            socket.Listen();
            socket.Blocking = false;
            return socket;
        }
        catch (SocketException failure)
        {
            socket?.Dispose();
            throw new ListenException(Explain(place, failure), failure);
        }
    }

    private static string Explain(IPEndPoint place, SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"Cannot serve metrics at {place}: another program listens there already. End it, or choose another port (0 takes a free one).",
        SocketError.AccessDenied => $"Cannot serve metrics at {place}: this user may not take that port. Choose one above 1023.",
        SocketError.AddressNotAvailable => $"Cannot serve metrics at {place}: this machine does not have that address. Choose one of its own.",
        _ => $"Cannot serve metrics at {place}: {failure.Message.TrimEnd('.')}.",
    };

    private void Serve()
    {
        try
        {
            using var visits = new Visits(listener, answers, time, Note);
            while (!isStopping)
                visits.Serve();
        }
        catch (Exception mistake) when (mistake is not OutOfMemoryException)
        {
            Note(mistake); // whatever it is, it must not end the process
        }
        finally
        {
            listener.Dispose();
        }
    }

    /// <summary>A newcomer ends the wait of the thread.</summary>
    private void Wake()
    {
        try
        {
            var own = Endpoint.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : Endpoint.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : Endpoint.Address;
            using var bell = new Socket(own.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            bell.Connect(own, Endpoint.Port);
        }
        catch (SocketException)
        {
            return; // it is on its way, which is all that is wanted; and a thread that has ended needs no waking
        }
    }

    private void Note(Exception mistake)
    {
        if (logger is not null)
            HostingLog.ServingFailed(logger, mistake);
    }
}
