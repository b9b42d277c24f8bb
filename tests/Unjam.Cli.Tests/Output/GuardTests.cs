using System.Text;
using Unjam.Cli.Output;
using Unjam.Model;

namespace Unjam.Cli.Tests.Output;

public sealed class GuardTests : IDisposable
{
    private static readonly Terminal Plain = new(IsTerminal: false, 80, HasColour: false, IsAscii: false, CanErase: false);

    private readonly MemoryStream output = new();
    private readonly MemoryStream error = new();

    [Theory]
    [InlineData(AttachFailure.NoSuchProcess, 3)]
    [InlineData(AttachFailure.PermissionDenied, 4)]
    [InlineData(AttachFailure.Unsupported, 5)]
    [InlineData(AttachFailure.NotReady, 6)]
    public void RefusedTarget_Guarded_GivesItsSentenceAndItsCode(AttachFailure failure, int code)
    {
        Assert.Equal((ExitCode)code, Run(_ => throw new AttachException(failure, "One clear sentence.")));
        Assert.Equal("unjam: One clear sentence.\n", Errors);
    }

    [Fact]
    public void TargetGone_Guarded_Gives3()
    {
        Assert.Equal(ExitCode.Gone, Run(_ => throw new TargetGoneException("The target is gone.")));
        Assert.Equal("unjam: The target is gone.\n", Errors);
    }

    [Fact]
    public void ClosedOutput_Guarded_Gives141Quietly()
    {
        Assert.Equal(ExitCode.OutputClosed, Run(_ => throw new OutputLostException(32, "Broken pipe")));
        Assert.Equal("", Errors);
    }

    [Fact]
    public void FullDisk_Guarded_Gives7AndASentence()
    {
        Assert.Equal(ExitCode.CannotWrite, Run(_ => throw new OutputLostException(28, "Cannot write the output: No space left on device.")));
        Assert.Equal("unjam: Cannot write the output: No space left on device.\n", Errors);
    }

    [Fact]
    public void MistakeOfOurs_Guarded_KeepsTheDetailsForTheOwnerOnly()
    {
        Assert.Equal(ExitCode.Internal, Run(_ => throw new InvalidOperationException("secret detail")));
        var text = Errors.Replace("\n  ", " ");
        Assert.Contains("failed by a mistake of its own (InvalidOperationException)", text);
        Assert.DoesNotContain("   at ", text);
        var path = text.Split("The details are in ")[1].Trim();
        try
        {
            Assert.Contains("secret detail", File.ReadAllText(path));
            Assert.Contains("   at ", File.ReadAllText(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Words_OnThePaper_AreWrittenWhenTheCommandHasEnded()
    {
        Assert.Equal(ExitCode.Ran, Run(stage =>
        {
            stage.Paper.Line($"hello");
            return ExitCode.Ran;
        }));
        Assert.Equal("hello\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    private string Errors => Encoding.UTF8.GetString(error.ToArray());

    private ExitCode Run(Func<Stage, ExitCode> command) => Guard.Run(new Stage(output, error, Plain, Plain), command);
}
