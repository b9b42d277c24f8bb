namespace Unjam.Export.Metrics;

/// <summary>From where the numbers are taken: the names are the same, what may be said of their truth is not.</summary>
public enum Vantage
{
    /// <summary>Another process looks now and then: what comes and goes between two looks is missed.</summary>
    Outside,

    /// <summary>The process counts and measures everything itself.</summary>
    Inside,
}
