namespace Unjam.DotNet.Facts;

/// <summary>A loop of a host that uses Unjam, as it says itself: the event <c>Loop</c> of docs/hosting.md.</summary>
/// <param name="Name">Its name, as the program gave it: anything.</param>
/// <param name="Kind"><c>loop</c>, or <c>context</c> for a synchronization context that is watched from beside.</param>
/// <param name="Thread">Native id of its thread, as the process sees it; 0 where it is not known.</param>
/// <param name="Blocked">Age of the callback that held it at <see cref="UnjamBeat.At"/>; zero while it waited for work.</param>
/// <param name="Callback">That callback's method; empty when there is none or it is not known.</param>
/// <param name="Ready">Callbacks that wait; −1 where that is not counted.</param>
/// <param name="Callbacks">Callbacks that it ran so far; of a context, beats that it answered.</param>
/// <param name="Stalls">Callbacks that were slow, so far.</param>
/// <param name="Lag">How long callbacks waited for it, added up.</param>
/// <param name="BusyTime">How long it ran callbacks, added up; zero where that is not measured.</param>
public sealed record UnjamLoop(
    string Name, string Kind, int Thread, TimeSpan Blocked, string Callback, int Ready, long Callbacks, long Stalls, TimeSpan Lag, TimeSpan BusyTime);
