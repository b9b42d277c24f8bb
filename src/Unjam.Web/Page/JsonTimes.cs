using System.Text.Json;

namespace Unjam.Web.Page;

/// <summary>Moments as the page wants them: Unix seconds, to the millisecond.</summary>
internal static class JsonTimes
{
    extension(Utf8JsonWriter json)
    {
        public void Time(string name, DateTimeOffset at) => json.WriteNumber(name, Seconds(at));

        public void Time(DateTimeOffset at) => json.WriteNumberValue(Seconds(at));

        /// <summary>A number with at most four places, for columns of many.</summary>
        public void Short(double value) => json.WriteNumberValue(double.IsFinite(value) ? Math.Round(value, 4) : 0);
    }

    private static double Seconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / 1000.0;
}
