namespace Unjam.Diagnosis;

/// <summary>Why a loop or worker is held, in one word: stable, as the reports carry it.</summary>
public static class Cause
{
    public const string Sleep = "sleep";
    public const string Socket = "socket";
    public const string Dns = "dns";
    public const string File = "file";
    public const string Subprocess = "subprocess";
    public const string Lock = "lock";
    public const string Pipe = "pipe";
    public const string Cpu = "cpu";
    public const string Join = "join";
    public const string Unknown = "unknown";
}
