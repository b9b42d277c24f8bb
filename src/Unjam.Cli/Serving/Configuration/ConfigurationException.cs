using System.Globalization;

namespace Unjam.Cli.Serving.Configuration;

/// <summary>A configuration file cannot be used. The message says where, what and what would do.</summary>
internal sealed class ConfigurationException(string file, long line, long column, string message)
    : Exception(line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{file}:{line}:{column}: {message}") : $"{file}: {message}");
