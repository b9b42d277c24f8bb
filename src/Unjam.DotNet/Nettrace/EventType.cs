using System.Collections.Immutable;

namespace Unjam.DotNet.Nettrace;

/// <summary>A kind of event, as the stream itself describes it.</summary>
/// <param name="Known">Which of the events that are read here it is.</param>
/// <param name="Provider">Who writes it.</param>
/// <param name="Id">Its number, unique within the provider.</param>
/// <param name="Name">Its name; empty for events of the runtime.</param>
/// <param name="Version">Version of its fields.</param>
/// <param name="Fields">Its fields in order, those of nested objects in place; default when the stream does not tell (events of the runtime) or they make no sense.</param>
public sealed record EventType(KnownEvent Known, string Provider, int Id, string Name, int Version, ImmutableArray<EventField> Fields);
