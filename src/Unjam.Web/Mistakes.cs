using System.Collections.Concurrent;

namespace Unjam.Web;

/// <summary>Mistakes of the server's own that nobody has been told of yet: the first ones, for one like the other follows.</summary>
internal sealed class Mistakes
{
    private const int Most = 8;

    private readonly ConcurrentQueue<string> untold = new();

    public void Note(string path, Exception mistake)
    {
        if (untold.Count < Most)
            untold.Enqueue($"a request for {path} failed by a mistake of Unjam's own ({mistake.GetType().Name}: {mistake.Message})");
    }

    public string? Take() => untold.TryDequeue(out var mistake) ? mistake : null;
}
