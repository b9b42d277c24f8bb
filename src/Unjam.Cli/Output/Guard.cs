using System.Globalization;
using Unjam.Model;

namespace Unjam.Cli.Output;

/// <summary>Runs a command and turns every way in which it can fail into one sentence and its exit code.</summary>
internal static class Guard
{
    public static ExitCode Run(Stage stage, Func<Stage, ExitCode> command)
    {
        try
        {
            var code = command(stage);
            stage.Flush();
            return code;
        }
        catch (AttachException failure)
        {
            stage.Say($"unjam: {failure.Message:sentence}");
            return CodeOf(failure.Failure);
        }
        catch (TargetGoneException gone)
        {
            stage.Say($"unjam: {gone.Message:sentence}");
            return ExitCode.Gone;
        }
        catch (OutputLostException lost)
        {
            if (lost.IsClosedByReader)
                return ExitCode.OutputClosed;
            stage.Say($"unjam: {lost.Message:sentence}");
            return ExitCode.CannotWrite;
        }
        catch (Exception mistake)
        {
            stage.Say($"unjam {Product.Version} failed by a mistake of its own ({mistake.GetType().Name}); nothing was done to any process. {Product.ReportMistakes}.");
            stage.Say($"{WhereKept(mistake):sentence}");
            return ExitCode.Internal;
        }
    }

    private static ExitCode CodeOf(AttachFailure failure) => failure switch
    {
        AttachFailure.NoSuchProcess => ExitCode.Gone,
        AttachFailure.PermissionDenied => ExitCode.Permission,
        AttachFailure.Unsupported => ExitCode.Unsupported,
        AttachFailure.NotReady => ExitCode.Inconclusive,
        _ => throw new ArgumentOutOfRangeException(nameof(failure)),
    };

    // The file is created anew, for its owner only: the directory is everybody's.
    private static string WhereKept(Exception mistake)
    {
        var path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"unjam-{Environment.ProcessId}-{Path.GetRandomFileName()}.txt"));
        try
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            using var text = new StreamWriter(file);
            text.WriteLine($"unjam {Product.Version}");
            text.WriteLine(mistake);
            return $"The details are in {path}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"The details could not be kept ({failure.Message}): {mistake.Message}";
        }
    }
}
