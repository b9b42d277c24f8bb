using System.Runtime.InteropServices;

namespace Unjam.Memory;

/// <summary>A standard stream of Unjam's own, by its number.</summary>
/// <remarks>
/// .NET's console writes a key-mode sequence to the terminal as soon as it is touched and hides a closed pipe; a file stream
/// overwrites what others write to a shared file. This does neither.
/// </remarks>
public readonly partial record struct OwnDescriptor(int Number)
{
    public static OwnDescriptor Output => new(1);

    public static OwnDescriptor Error => new(2);

    private const nuint GetWindowSize = 0x5413;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const short PollOut = 4;

    /// <summary>Columns of the terminal it is; null when it is none, 0 when the terminal does not say.</summary>
    public unsafe int? Columns
    {
        get
        {
            var size = stackalloc ushort[4];
            return InputOutputControl(Number, GetWindowSize, size) == 0 ? size[1] : null;
        }
    }

    /// <summary>Writes all of it. Returns 0, or the error number that ended the writing.</summary>
    public unsafe int Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint written;
            fixed (byte* start = bytes)
                written = Write(Number, start, (nuint)bytes.Length);
            if (written >= 0)
            {
                bytes = bytes[(int)written..];
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error == TryAgain)
                WaitUntilWritable();
            else if (error != Interrupted)
                return error;
        }

        return 0;
    }

    // Whoever shares the stream may have made it non-blocking.
    private unsafe void WaitUntilWritable()
    {
        var wish = new LibC.PollTarget { Descriptor = Number, Events = PollOut };
        _ = Poll(&wish, 1, -1);
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint Write(int descriptor, byte* from, nuint length);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static unsafe partial int InputOutputControl(int descriptor, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Poll(LibC.PollTarget* targets, nuint count, int timeoutMilliseconds);
}
