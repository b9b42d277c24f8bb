namespace Unjam.Executors;

/// <summary>A thread as a snapshot names it.</summary>
/// <param name="Managed">The runtime's id.</param>
/// <param name="Native">The kernel's id; 0 when it could not be found.</param>
/// <param name="Name">The name it carries.</param>
internal sealed record MemberThread(int Managed, int Native, string? Name);
