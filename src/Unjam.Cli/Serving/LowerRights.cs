using Unjam.Memory;
using Unjam.Model;

namespace Unjam.Cli.Serving;

/// <summary>Gives up root where only the processes of one user are to be watched: whoever breaks into the server then has that user's rights and no more.</summary>
internal static class LowerRights
{
    /// <summary>Becomes the user of the processes, when everything can be read as that user as well.</summary>
    /// <param name="pids">All that is to be watched.</param>
    /// <param name="attach">Attaches to a process anew.</param>
    /// <returns>What came of it, as a sentence; null when there was nothing to give up.</returns>
    public static string? Try(IReadOnlyList<int> pids, Func<int, IDisposable> attach)
    {
        if (!OwnUser.IsRoot)
            return null;
        if (pids.Select(ProcessOwner.Of).Distinct().ToArray() is not [{ User: > 0 } owner])
            return "Keeps the rights of root: the processes are root's, or of several users.";
        if (!OwnUser.TryBecome(owner.User, owner.Group))
            return $"Keeps the rights of root: it may not become user {owner.User}.";
        try
        {
            if (!pids.All(pid => SeesAll(pid, attach)))
                return Kept(owner);
        }
        finally
        {
            OwnUser.Return();
        }

        return OwnUser.TryBecomeForGood(owner.User, owner.Group)
            ? $"Gave up the rights of root: goes on as user {owner.User}, whose processes these are."
            : $"Keeps the rights of root: it may not become user {owner.User} for good.";
    }

    private static string Kept(ProcessOwner owner) =>
        $"Keeps the rights of root: as user {owner.User} not everything of the processes could be read here (kernel.yama.ptrace_scope, or capabilities of theirs).";

    // The strictest of the files that looks read: it is asked for at each of them, however long it is open.
    private static bool SeesAll(int pid, Func<int, IDisposable> attach)
    {
        try
        {
            using var directory = ProcessDirectory.Open(pid);
            if (directory.Read($"task/{pid}/syscall", new byte[256]).IsEmpty)
                return false;
            attach(pid).Dispose();
            return true;
        }
        catch (Exception failure) when (failure is AttachException or MemoryGoneException or UnauthorizedAccessException)
        {
            return false; // it is the right answer that it cannot be read
        }
    }
}
