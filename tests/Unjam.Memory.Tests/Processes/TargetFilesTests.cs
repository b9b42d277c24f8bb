using Unjam.Live;

namespace Unjam.Memory.Tests;

public sealed class TargetFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("unjam-").FullName;
    private readonly ProcessDirectory own = ProcessDirectory.Open(Environment.ProcessId);

    public void Dispose()
    {
        own.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Open_RegularFile_IsReadByOffset()
    {
        var path = Path.Combine(folder, "file");
        File.WriteAllText(path, "0123456789");
        var files = TargetFiles.Open(own, Map(path)).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using (file)
            {
                var bytes = new byte[4];
                file.Bytes(new Address(6), bytes);
                Assert.Equal("6789"u8.ToArray(), bytes);
                Assert.Throws<UnreadableException>(() => file.Bytes(new Address(7), bytes));
                Assert.Throws<UnreadableException>(() => file.UInt8(new Address(ulong.MaxValue)));
            }
        }
    }

    [Fact]
    public void Open_PipeOrDeviceOrFolder_IsNeverOpened()
    {
        var pipe = Path.Combine(folder, "pipe");
        Assert.Equal(0, CommandRun.Of(["mkfifo", pipe]).ExitCode);
        foreach (var path in new[] { pipe, "/dev/zero", folder, Path.Combine(folder, "missing") })
            Assert.Empty(TargetFiles.Open(own, Map(path)));
    }

    private static MemoryMap Map(string path)
        => new(new Address(0x1000), new Address(0x2000), MapAccess.Read, 0, new FileIdentity(0, 0, 1), path, IsDeleted: false);
}
