namespace Unjam.Fleet;

/// <summary>Where the watch of one process stands.</summary>
public enum WatchState
{
    /// <summary>It was found, and is about to be attached to (or will be tried again).</summary>
    Attaching,

    /// <summary>Looks are being taken.</summary>
    Watching,

    /// <summary>It cannot be attached to: <see cref="TargetView.WhyNot"/> says why.</summary>
    Refused,

    /// <summary>It has exited; its last facts are kept for a while.</summary>
    Gone,
}
