namespace Unjam.Diagnosis;

/// <summary>A question: what if a pool had another number of workers?</summary>
/// <param name="Pool">The name of the pool.</param>
/// <param name="Workers">That number.</param>
public sealed record WhatIf(string Pool, int Workers);
