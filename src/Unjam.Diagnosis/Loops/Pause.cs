namespace Unjam.Diagnosis;

/// <summary>One run of the collector as the looks saw it: begun between two looks, ended between two others.</summary>
/// <param name="Held">How long it was seen to last, in the middle between the least and the most that the looks allow.</param>
/// <param name="Looks">Looks that saw it, one after another.</param>
internal readonly record struct Pause(Held Held, int Looks);
