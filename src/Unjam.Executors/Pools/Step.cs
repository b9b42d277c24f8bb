namespace Unjam.Executors;

/// <summary>Where threads of an executor can meet: a checker delays them there.</summary>
internal enum Step
{
    Counted,
    Published,
    ReadState,
    BeforeWake,
    Taken,
    BeforePark,

    /// <summary>The look into the queue after a worker said that it parks. Left out, wake-ups are lost.</summary>
    LookAgain,
    Parked,
    Found,
    Left,
    Cancelling,
    RoomFreed,
}
