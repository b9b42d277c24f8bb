using System.Globalization;
using System.Text;
using Unjam.Cli.Screens;
using Unjam.Memory;

namespace Unjam.Cli.Output;

/// <summary>Where a command's words go: the answer to the standard output, everything else to the standard error.</summary>
internal sealed class Stage
{
    private readonly Stream error;
    private readonly Lock errorLock = new();
    private readonly StringBuilder text = new();

    public Stage(Stream output, Stream error, Terminal outputTerminal, Terminal errorTerminal)
    {
        Output = output;
        OutputTerminal = outputTerminal;
        ErrorTerminal = errorTerminal;
        this.error = error;
        Paper = new Paper(new StringWriter(text, CultureInfo.InvariantCulture), outputTerminal.Width, outputTerminal.HasColour, outputTerminal.IsAscii);
    }

    public static Stage OfProcess(ColourChoice colour, bool ascii) => new(
        new DescriptorStream(OwnDescriptor.Output),
        new DescriptorStream(OwnDescriptor.Error),
        Terminal.Of(OwnDescriptor.Output, colour, ascii),
        Terminal.Of(OwnDescriptor.Error, colour, ascii));

    /// <summary>The standard output as bytes, for documents.</summary>
    public Stream Output { get; }

    public Terminal OutputTerminal { get; }

    public Terminal ErrorTerminal { get; }

    /// <summary>The standard output as paper, for screens. It holds words back until <see cref="Flush"/>.</summary>
    public Paper Paper { get; }

    /// <summary>Whether something could not be said on the standard error: there is nobody left to tell.</summary>
    public bool IsErrorLost { get; private set; }

    /// <exception cref="OutputLostException">The standard output cannot be written.</exception>
    public void Flush()
    {
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        text.Clear();
        Output.Write(bytes);
    }

    /// <summary>Says something beside the answer, wrapped as the screens are.</summary>
    public void Say(Words words) => Say(paper => paper.Line(words, 2));

    /// <summary>Shows something beside the answer.</summary>
    public void Say(Action<Paper> write)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        write(new Paper(line, ErrorTerminal.Width, ErrorTerminal.HasColour, ErrorTerminal.IsAscii));
        SayRaw(line.ToString());
    }

    /// <summary>Sends text to the standard error as it is; it holds nothing that a target has named.</summary>
    public void SayRaw(string ours)
    {
        lock (errorLock)
        {
            try
            {
                error.Write(Encoding.UTF8.GetBytes(ours));
            }
            catch (OutputLostException)
            {
                IsErrorLost = true;
            }
        }
    }
}
