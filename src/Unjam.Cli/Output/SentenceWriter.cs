using System.Text;

namespace Unjam.Cli.Output;

/// <summary>Says each line that is written to it on the standard error, made safe.</summary>
internal sealed class SentenceWriter(Stage stage) : TextWriter
{
    private readonly Lock turn = new();
    private readonly StringBuilder line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        string? sentence = null;
        lock (turn)
        {
            if (value != '\n')
            {
                line.Append(value);
                return;
            }

            sentence = line.ToString().TrimEnd('\r');
            line.Clear();
        }

        stage.Say($"{sentence:sentence}");
    }
}
