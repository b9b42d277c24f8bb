using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>A call that is known to block, and what to do instead: a row of <c>calls.tsv</c> or <c>calls-dotnet.tsv</c>.</summary>
/// <param name="Module">Its module (type or namespace in .NET), with everything below it.</param>
/// <param name="Functions">Names of its functions; empty for any.</param>
/// <param name="Call">How a person writes it; <c>*</c> stands for the function's own name.</param>
/// <param name="Cause">Why it blocks; null where the system call tells better.</param>
/// <param name="Instead">What an asynchronous program uses.</param>
/// <param name="After">That, as code; <c>*</c> stands for the function's own name.</param>
/// <param name="IsOffloadable">Whether a worker thread may run it instead.</param>
internal sealed record KnownCall(
    string Module, string[] Functions, string Call, string? Cause, string Instead, string After, bool IsOffloadable)
{
    /// <summary>What kind of thing it waits for, where the call alone tells: the calls of .NET do, whose waits all look alike to the kernel.</summary>
    public WaitKind Waits { get; init; }

    public bool Matches(string module, string function) =>
        (module == Module || (module.Length > Module.Length && module[Module.Length] == '.' && module.StartsWith(Module, StringComparison.Ordinal)))
        && (Functions.Length == 0 || Functions.Contains(function));

    /// <summary>The call as a person writes it.</summary>
    public string NameFor(string function) => Call.Replace("*", function, StringComparison.Ordinal);

    /// <summary>The replacement as code.</summary>
    public string CodeFor(string function) => After.Replace("*", function, StringComparison.Ordinal);
}
