using System.Collections.Immutable;
using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>How one runtime says what every rule advises: the words and the code. In code, <c>{0}</c> is what is called.</summary>
internal sealed record Idiom
{
    /// <summary>How a coroutine, or an asynchronous method, has a worker thread do something.</summary>
    public required string Offload { get; init; }

    /// <summary>What to do with a callback of which nothing is known.</summary>
    public required string OffloadAll { get; init; }

    /// <summary>Where computing may go, as a clause that follows "run it".</summary>
    public required string ComputeElsewhere { get; init; }

    /// <summary>That, as code.</summary>
    public required string ComputeCode { get; init; }

    /// <summary>What a function that computes should do, as a clause.</summary>
    public required string ComputeOrPause { get; init; }

    /// <summary>What to do about a lock, as a clause, with the code before and after.</summary>
    public required (string Clause, string Before, string After) Lock { get; init; }

    /// <summary>How a result is waited for, and how it is awaited.</summary>
    public required (string Before, string After) Result { get; init; }

    /// <summary>What to do when a loop has handed itself what it waits for.</summary>
    public required (string Clause, string Before, string After) OwnResult { get; init; }

    /// <summary>How the work of a loop is divided.</summary>
    public required Advice Divide { get; init; }

    /// <summary>What to do about work that computes in a pool, as a clause, with the code after.</summary>
    public required (string Clause, string After) PoolOfComputing { get; init; }

    /// <summary>What workers share that compute.</summary>
    public required string SharedByComputing { get; init; }

    /// <summary>How inner work is waited for in a worker, and how it gets a pool of its own.</summary>
    public required (string Before, string After) InnerPool { get; init; }

    /// <summary>How a worker gives back what it would wait for.</summary>
    public required (string Clause, string Before, string After) InnerReturned { get; init; }

    /// <summary>Waits without and with a timeout.</summary>
    public required (string Before, string After) TimedWait { get; init; }

    /// <summary>A call over the network without and with a timeout.</summary>
    public required (string Before, string After) TimedCall { get; init; }

    /// <summary>What to do about calls that nobody waits for any more.</summary>
    public required ImmutableArray<Advice> Abandoned { get; init; }

    /// <summary>The call that makes the collector run.</summary>
    public required string Collect { get; init; }

    /// <summary>What to do about a collector that stops everything.</summary>
    public required ImmutableArray<Advice> Collector { get; init; }

    /// <summary>How a worker thread is made to call something.</summary>
    public string Offloaded(string callee) => Code(Offload, callee);

    /// <summary>How something that computes is called elsewhere.</summary>
    public string Computed(string callee) => Code(ComputeCode, callee);

    /// <summary>That of the programs of a kind of loop.</summary>
    public static Idiom Of(LoopKind kind) => kind switch
    {
        LoopKind.EventLoop => DotNetIdiom.OnLoop,
        LoopKind.SynchronizationContext => DotNetIdiom.OnContext,
        _ => PythonIdiom.Words,
    };

    /// <summary>That of the programs of a kind of pool.</summary>
    public static Idiom Of(PoolKind kind) => kind is PoolKind.InstrumentedExecutor or PoolKind.DotNetThreadPool ? DotNetIdiom.OnContext : PythonIdiom.Words;

    /// <summary>That of a target.</summary>
    public static Idiom Of(Target target) => target.Runtime == "dotnet" ? DotNetIdiom.OnContext : PythonIdiom.Words;

    private static string Code(string form, string callee) => form.Replace("{0}", callee, StringComparison.Ordinal);
}
