using Unjam.Model;

namespace Unjam.Cli.Attaching;

/// <summary>Attaches to a process that may still be starting.</summary>
/// <param name="attach">One attempt.</param>
internal sealed class Patience(Func<int, Attachment> attach, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Attaches as soon as the runtime is ready.</summary>
    /// <param name="atMost">How long to wait for it.</param>
    /// <exception cref="AttachException">It cannot be attached to, or was not ready in time.</exception>
    public Attachment Attach(int pid, TimeSpan atMost, CancellationToken cancellation)
    {
        for (var began = time.GetTimestamp(); ;)
        {
            try
            {
                return attach(pid);
            }
            catch (AttachException failure) when (failure.Failure == AttachFailure.NotReady && time.GetElapsedTime(began) < atMost)
            {
                if (cancellation.WaitHandle.WaitOne(Pause))
                    throw;
            }
        }
    }
}
