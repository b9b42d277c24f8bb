using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Executors;

/// <summary>Asks a stack source on a thread of its own, so that one that is slow or hangs holds up nobody.</summary>
internal sealed class StackRequest
{
    private readonly Thread thread;
    private ImmutableArray<TargetThread> threads = [];
    private Exception? failure;

    public StackRequest(IStackSource source)
    {
        thread = new Thread(() => Take(source)) { IsBackground = true, Name = "Unjam stacks" };
        thread.Start();
    }

    /// <summary>Waits for the answer, at most so long.</summary>
    public bool IsAnswered(TimeSpan within) => thread.Join(within);

    /// <summary>The answer.</summary>
    /// <exception cref="Exception">What the source threw.</exception>
    public ImmutableArray<TargetThread> Threads() => failure is null ? threads : throw failure;

    private void Take(IStackSource source)
    {
        try
        {
            threads = source.Take(CancellationToken.None);
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }
    }
}
