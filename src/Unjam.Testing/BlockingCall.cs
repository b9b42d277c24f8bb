using Unjam.Model;

namespace Unjam.Testing;

/// <summary>A call that blocked the loop.</summary>
/// <param name="Call">What was called, such as <c>Task.Wait</c>; null for a slow callback whose call was not seen: a sleep, a system call or computation.</param>
/// <param name="Caller">The function that called it.</param>
/// <param name="Callback">The callback, or the asynchronous method, that it was part of.</param>
/// <param name="Held">How long the callback held the loop; null for a wait, which counts however short it is.</param>
/// <param name="Stack">The stack, leaf first; empty when it was not seen.</param>
public sealed record BlockingCall(string? Call, string Caller, string Callback, TimeSpan? Held, Stack Stack);
