using System.Globalization;
using Unjam.Memory;
using Unjam.Model;
using Unjam.Outsider;
using Unjam.Python.Attach;

// Does what a test cannot do to itself: reads another process with fewer rights, and prints how that went.
// attach PID | read PID ADDRESS [drop | filter ERRNO]
var pid = int.Parse(args[1], CultureInfo.InvariantCulture);
try
{
    if (args[0] == "attach")
    {
        using var python = PythonProcess.Attach(pid);
        Console.WriteLine($"attached {python.Runtime.InWords}");
        return 0;
    }

    using var memory = ProcessMemory.Open(pid);
    Console.WriteLine($"opened {memory.Mode}");
    if (args is [_, _, _, "drop"])
        Privileges.Drop();
    if (args is [_, _, _, "filter", var error])
        Privileges.RefuseScatteredReads(ushort.Parse(error, CultureInfo.InvariantCulture));
    var at = new Address(ulong.Parse(args[2], CultureInfo.InvariantCulture));
    MemoryRange[] two = [new(at, 16), new(at + 64, 16)];
    var bytes = new byte[32];
    Console.WriteLine($"batch {memory.Read(two, bytes)} {Convert.ToHexString(bytes)}");
    Console.WriteLine($"single {memory.UInt64(at):x}");
    MemoryRange[] bad = [new(at, 16), new(new Address(8), 16)];
    Console.WriteLine($"bad {memory.Read(bad, bytes)} same {memory.IsSame()} mode {memory.Mode}");
    return 0;
}
catch (AttachException refused)
{
    Console.WriteLine($"refused {refused.Failure} {refused.Message}");
}
catch (UnauthorizedAccessException refused)
{
    Console.WriteLine($"unauthorized {refused.Message}");
}

return 1;
