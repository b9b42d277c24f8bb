namespace Unjam.Web;

/// <summary>What the server bears: whoever asks for more is turned away, and the rest do not notice.</summary>
internal static class WebLimits
{
    /// <summary>Connections that are kept.</summary>
    public const int Connections = 64;

    /// <summary>Connections beyond them on which only metrics and health are answered.</summary>
    public const int Reserved = 8;

    /// <summary>Live streams at a time.</summary>
    public const int Streams = 16;

    public const int RequestLineBytes = 4 * 1024;

    public const int HeaderBytes = 16 * 1024;

    public const int Headers = 64;

    /// <summary>Refused requests in a burst that are still answered one by one.</summary>
    public const int RefusalBurst = 30;

    /// <summary>Refused requests a second, in the long run, that are still answered one by one.</summary>
    public const double RefusalRate = 10;

    /// <summary>Bytes a second that a reader has to take at least.</summary>
    public const double LeastReadingRate = 4096;

    /// <summary>Until a request has to be whole.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(5);

    /// <summary>Until a connection without requests is closed: longer than any usual scrape interval.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(130);

    /// <summary>Until a reader that is too slow is cut off.</summary>
    public static readonly TimeSpan SlowReader = TimeSpan.FromSeconds(5);

    /// <summary>Until a client has to have taken an answer: a scraper gives up as early.</summary>
    public static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(10);

    /// <summary>Until a client of a stream has to have taken an event.</summary>
    public static readonly TimeSpan SlowStream = TimeSpan.FromSeconds(10);

    /// <summary>Between two events of a stream.</summary>
    public static readonly TimeSpan StreamEvery = TimeSpan.FromSeconds(1);

    /// <summary>Time between the first events of a stream: whoever opens the page waits for a verdict.</summary>
    public static readonly TimeSpan StreamSoon = TimeSpan.FromMilliseconds(300);

    /// <summary>How many events come so soon.</summary>
    public const int SoonEvents = 10;
}
