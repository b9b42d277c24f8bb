using System.Runtime.InteropServices;
using Unjam.Memory;

namespace Unjam.Cli.Output;

/// <summary>A standard stream as a .NET stream, unbuffered.</summary>
internal sealed class DescriptorStream(OwnDescriptor descriptor) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="OutputLostException">The stream cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var error = descriptor.Write(buffer);
        if (error != 0)
            throw new OutputLostException(error, $"Cannot write the output: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
