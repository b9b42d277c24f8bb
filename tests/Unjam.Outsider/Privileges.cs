using System.Runtime.InteropServices;

namespace Unjam.Outsider;

/// <summary>Gives rights of this process away.</summary>
internal static class Privileges
{
    private const uint Nobody = 65534;
    private const int ScatteredReadNumberX64 = 310;
    private const int ScatteredReadNumberArm64 = 270;

    /// <summary>Becomes nobody, for good.</summary>
    public static void Drop()
    {
        if (SetResGid(Nobody, Nobody, Nobody) != 0 || SetResUid(Nobody, Nobody, Nobody) != 0)
            throw new InvalidOperationException("cannot become nobody: run the tests as root");
    }

    /// <summary>Makes process_vm_readv fail in this thread from now on, as a container's system-call filter does.</summary>
    public static void RefuseScatteredReads(ushort error)
    {
        const int noNewPrivileges = 38, setSeccomp = 22, filterMode = 2;
        const ushort load = 0x20, jumpIfEqual = 0x15, give = 0x06;
        const uint allow = 0x7fff_0000, refuse = 0x0005_0000;
        var number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? ScatteredReadNumberArm64 : ScatteredReadNumberX64;
        Step[] steps =
        [
            new(load, 0, 0, 0), new(jumpIfEqual, 0, 1, (uint)number), new(give, 0, 0, refuse | error), new(give, 0, 0, allow),
        ];
        var pinnedSteps = GCHandle.Alloc(steps, GCHandleType.Pinned);
        var pinnedFilter = GCHandle.Alloc(new Filter((ushort)steps.Length, pinnedSteps.AddrOfPinnedObject()), GCHandleType.Pinned);
        try
        {
            if (PrCtl(noNewPrivileges, 1, 0, 0, 0) != 0 || PrCtl(setSeccomp, filterMode, pinnedFilter.AddrOfPinnedObject(), 0, 0) != 0)
                throw new InvalidOperationException("the kernel takes no system-call filter");
        }
        finally
        {
            pinnedFilter.Free();
            pinnedSteps.Free();
        }
    }

    [DllImport("libc", EntryPoint = "setresuid")]
    private static extern int SetResUid(uint real, uint effective, uint saved);

    [DllImport("libc", EntryPoint = "setresgid")]
    private static extern int SetResGid(uint real, uint effective, uint saved);

    [DllImport("libc", EntryPoint = "prctl")]
    private static extern int PrCtl(int option, nint first, nint second, nint third, nint fourth);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Step(ushort code, byte ifTrue, byte ifFalse, uint value)
    {
        public readonly ushort Code = code;
        public readonly byte IfTrue = ifTrue;
        public readonly byte IfFalse = ifFalse;
        public readonly uint Value = value;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Filter(ushort length, nint steps)
    {
        public readonly ushort Length = length;
        public readonly nint Steps = steps;
    }
}
