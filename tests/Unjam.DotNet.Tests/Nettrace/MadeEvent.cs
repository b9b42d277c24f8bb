namespace Unjam.DotNet.Tests.Nettrace;

/// <summary>An event as a test wants it in a stream.</summary>
internal sealed record MadeEvent(int Type, long Thread, uint Number, int Stack = 0, long At = 0, byte[]? Payload = null);
