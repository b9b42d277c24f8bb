using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>Time that was waited because of a stack.</summary>
/// <param name="Of">Name of the loop or pool.</param>
/// <param name="Stack">What ran meanwhile, leaf first.</param>
/// <param name="Waited">How long.</param>
/// <param name="Times">How many looks saw it.</param>
public sealed record WaitingStack(string Of, Stack Stack, TimeSpan Waited, long Times);
