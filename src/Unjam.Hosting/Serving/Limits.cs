namespace Unjam.Hosting;

/// <summary>What the metrics server bears: whoever asks for more is turned away, and the rest do not notice.</summary>
internal static class Limits
{
    /// <summary>Connections that are kept.</summary>
    public const int Visits = 64;

    /// <summary>Bytes of a request line and its headers.</summary>
    public const int HeadBytes = 8 * 1024;

    /// <summary>Until a request has to be whole.</summary>
    public static readonly TimeSpan Head = TimeSpan.FromSeconds(5);

    /// <summary>Until a connection without requests is closed: longer than any usual scrape interval.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(130);

    /// <summary>Until a client has to have taken an answer: a scraper gives up as early.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    /// <summary>Until a client has to have hung up after its last answer.</summary>
    public static readonly TimeSpan Leaving = TimeSpan.FromSeconds(1);

    /// <summary>Until newcomers are let in again after the system could not give one a socket.</summary>
    public static readonly TimeSpan Exhausted = TimeSpan.FromMilliseconds(100);
}
