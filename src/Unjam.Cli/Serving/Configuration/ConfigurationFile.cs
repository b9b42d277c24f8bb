using System.Text;
using Unjam.Cli.Commands;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Unjam.Cli.Serving.Configuration;

/// <summary>
/// Reads settings from a small YAML file: one mapping from the names of the options to a value, or to a list of values where there can be several.
/// What it does not know it refuses, with the place.
/// </summary>
internal sealed class ConfigurationFile
{
    private const int MostBytes = 256 * 1024;

    private readonly string path;
    private readonly Parser events;
    private readonly HashSet<string> seen = [];
    private ServeSettings settings = ServeSettings.None;
    private Mark at = Mark.Empty;

    private ConfigurationFile(string path, TextReader text)
    {
        this.path = path;
        events = new Parser(new Scanner(text));
    }

    /// <exception cref="ConfigurationException">It cannot be read or makes no sense.</exception>
    public static ServeSettings Read(string path)
    {
        using var text = new StringReader(TextOf(path));
        var file = new ConfigurationFile(path, text);
        try
        {
            return file.Read();
        }
        catch (YamlException wrong)
        {
            throw file.Refuse(wrong.Start, $"this is not YAML: {wrong.Message.TrimEnd('.')}");
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // the parser's own way to give up on some texts
            throw file.Refuse(file.at, $"this is not YAML: {wrong.Message.TrimEnd('.')}");
        }
    }

    private static string TextOf(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
            // a device says that it is empty, and never ends
            var bytes = new byte[MostBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MostBytes)
                throw new ConfigurationException(path, 0, 0, $"this is no file of at most {MostBytes / 1024} KB");
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes, 0, length).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            throw new ConfigurationException(path, 0, 0, "this is not text in UTF-8");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException(path, 0, 0, failure switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                UnauthorizedAccessException => "this user may not read it, or it is a directory",
                _ => $"it cannot be read: {failure.Message.TrimEnd('.')}",
            });
        }
    }

    private ServeSettings Read()
    {
        Next<StreamStart>("a mapping from options to values");
        if (Next() is StreamEnd)
            return settings; // an empty file sets nothing
        var start = Next();
        if (start is Scalar { Value: "" })
            return End();
        if (start is not MappingStart)
            throw Refuse(start.Start, "the file has to be a mapping from options to values, such as listen: 127.0.0.1:9464");
        while (Next() is var key and not MappingEnd)
            ReadSetting(key);
        return End();
    }

    private ServeSettings End()
    {
        Next<DocumentEnd>("the end");
        if (Next() is not StreamEnd and var more)
            throw Refuse(more.Start, "there is a second document: one is all that is read");
        return settings;
    }

    private void ReadSetting(ParsingEvent key)
    {
        if (key is not Scalar { Value: var name })
            throw Refuse(key.Start, "the name of an option has to stand here");
        if (AllSettings.List.FirstOrDefault(each => each.Name == name) is not { } setting)
            throw Refuse(key.Start, Unknown(name));
        if (!seen.Add(name))
            throw Refuse(key.Start, $"{name} is set a second time");
        var value = Next();
        if (value is SequenceStart && setting.IsMany)
        {
            while (Next() is var each and not SequenceEnd)
                Take(setting, each);
            return;
        }

        Take(setting, value);
    }

    private void Take(Setting setting, ParsingEvent value)
    {
        if (value is not Scalar { Value: var text })
            throw Refuse(value.Start, $"{setting.Name} takes {(setting.IsMany ? "a value or a list of values" : "one value")}, not {KindOf(value)}");
        try
        {
            settings = setting.Take(settings, text);
        }
        catch (FormatException wrong)
        {
            throw Refuse(value.Start, $"{setting.Name}: \"{text}\" makes no sense: {wrong.Message}");
        }
    }

    private static string KindOf(ParsingEvent value) => value switch
    {
        SequenceStart => "a list",
        MappingStart => "a mapping",
        AnchorAlias => "an alias",
        _ => "this",
    };

    private static string Unknown(string name)
    {
        var names = AllSettings.List.Select(each => each.Name).ToArray();
        var near = names.OrderBy(each => Spelling.Distance(name, each)).FirstOrDefault(each => Spelling.Distance(name, each) <= 2);
        return $"there is no option \"{name}\"{(near is null ? "" : $": did you mean {near}?")} (there are {string.Join(", ", names)})";
    }

    private void Next<T>(string expected)
        where T : ParsingEvent
    {
        if (Next() is not T and var other)
            throw Refuse(other.Start, $"{expected} has to stand here");
    }

    private ParsingEvent Next()
    {
        // comments are no events of the parser unless asked for; after the end there is nothing to ask for
        if (!events.MoveNext() || events.Current is not { } current)
            throw new InvalidOperationException("the parser was asked beyond the end of the file");
        at = current.End;
        return current;
    }

    private ConfigurationException Refuse(Mark mark, string message) => new(path, mark.Line, mark.Column, message);
}
