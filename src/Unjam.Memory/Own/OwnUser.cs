using System.Runtime.InteropServices;

namespace Unjam.Memory;

/// <summary>The user that Unjam runs as, and the step down from root to another one. The C library takes it with all threads.</summary>
public static partial class OwnUser
{
    private const uint Root = 0;

    public static bool IsRoot => GetEffectiveUser() == Root;

    /// <summary>Becomes another user on trial: root's rights are put aside, and <see cref="Return"/> takes them up again.</summary>
    /// <returns>False when it could not be; nothing has changed then.</returns>
    public static bool TryBecome(uint user, uint group)
    {
        if (user == Root || SetGroups(group, group, Root) != 0)
            return false;
        if (SetUsers(user, user, Root) == 0)
            return true;
        _ = SetGroups(Root, Root, Root);
        return false;
    }

    /// <summary>Ends the trial.</summary>
    public static void Return()
    {
        if (SetUsers(Root, Root, Root) != 0 || SetGroups(Root, Root, Root) != 0)
            throw new InvalidOperationException("root could not be taken up again");
    }

    /// <summary>Becomes another user for good: no right of root is left, and none comes back.</summary>
    /// <returns>False when it could not be; nothing has changed then, but for root's further groups.</returns>
    public static unsafe bool TryBecomeForGood(uint user, uint group)
    {
        if (user == Root || SetFurtherGroups(0, null) != 0 || SetGroups(group, group, group) != 0)
            return false;
        if (SetUsers(user, user, user) != 0)
        {
            _ = SetGroups(Root, Root, Root);
            return false;
        }

        // what can be taken back was not given up
        if (SetUsers(Root, Root, Root) == 0)
            throw new InvalidOperationException("root could be taken up again after it was given up");
        return true;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "setresuid", SetLastError = true)]
    private static partial int SetUsers(uint real, uint effective, uint saved);

    [LibraryImport("libc", EntryPoint = "setresgid", SetLastError = true)]
    private static partial int SetGroups(uint real, uint effective, uint saved);

    [LibraryImport("libc", EntryPoint = "setgroups", SetLastError = true)]
    private static unsafe partial int SetFurtherGroups(nuint count, uint* groups);
}
