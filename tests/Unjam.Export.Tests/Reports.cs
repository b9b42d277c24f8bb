using System.Collections.Immutable;
using Unjam.Diagnosis;
using Unjam.Model;

namespace Unjam.Export.Tests;

/// <summary>Makes reports of every shape, with hostile names in every place.</summary>
internal sealed class Reports(int seed)
{
    private readonly Random random = new(seed);

    public Report Next()
    {
        var findings = Many(4, Finding);
        return new Report(
            new Target(random.Next(1, 4_194_304), random.Next(2) == 0 ? "cpython" : "dotnet", Name(), Name(), Name()),
            (Outcome)random.Next(3),
            findings,
            Many(3, Name),
            Many(3, () => new LoopSummary(Name(), (LoopKind)random.Next(2), random.Next(), Maybe(Ratio), MaybeSpan(), MaybeSpan(), MaybeSpan(), Maybe(() => random.Next(9)), Maybe(() => random.Next()))),
            Many(3, Pool),
            new Quality(random.Next(), random.Next(), random.Next(), random.Next(), TimeSpan.Zero, Span(), Span(), Many(3, Name)))
        {
            Ending = (Ending)random.Next(4),
        };
    }

    private Finding Finding() => new(Name(), (Severity)random.Next(3), Name(), Name())
    {
        Cause = random.Next(2) == 0 ? null : Name(),
        Culprit = random.Next(2) == 0 ? null : new Culprit(Name(), Name(), random.Next(), random.Next(2) == 0 ? null : Name(), random.Next(2) == 0 ? null : Name(), random.Next(2) == 0 ? null : Name()),
        Stack = new Stack(Many(30, Frame)),
        Held = Maybe(Held),
        Evidence = Many(4, Name),
        Consequences = Many(4, Name),
        Advice = [new Advice(Name()), .. Many(3, () => new Advice(Name(), random.Next(2) == 0 ? null : Name(), random.Next(2) == 0 ? null : Name()))],
    };

    private PoolSummary Pool() => new(Name(), PoolKind.ThreadPoolExecutor, Maybe(() => random.Next(99)), random.Next(99), random.Next(99), random.Next())
    {
        OldestWait = Maybe(Held),
        Wait = Maybe(() => new QueueWait(Span(), Span(), random.Next(2) == 0, random.Next())),
        ServiceTime = MaybeSpan(),
        Throughput = Maybe(Ratio),
        Plan = random.Next(2) == 0 ? null : Plan(),
        WhatIf = Many(3, Prediction),
        Doing = Many(5, () => new Doing(random.Next(1, 99), Frame(), random.Next(2) == 0 ? null : Name(), Maybe(Held))),
    };

    private PoolPlan Plan() => new(new PoolLoad(random.Next(1, 99), Ratio(), Span()) { Burst = random.Next(9), CeilingBy = Name() }, Prediction())
    {
        Advised = random.Next(2) == 0 ? null : Prediction(),
        NotMore = random.Next(2) == 0 ? null : Name(),
        Because = Many(3, Name),
        WrongIf = random.Next(2) == 0 ? null : Name(),
    };

    private PoolPrediction Prediction() => new(random.Next(1, 99), MaybeSpan()) { Most = MaybeSpan(), Because = Name(), Utilisation = Ratio() };

    private Frame Frame() => new(new Function(Name(), Name(), random.Next()), random.Next());

    private Held Held() => new(Span(), random.Next(2) == 0, Span(), random.Next(2) == 0);

    private TimeSpan Span() => TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerDay));

    private double Ratio() => random.Next(20) switch
    {
        0 => double.NaN,
        1 => double.PositiveInfinity,
        2 => double.Epsilon,
        3 => double.MaxValue,
        _ => random.NextDouble(),
    };

    private string Name() => HostileNames.All[random.Next(HostileNames.All.Count)];

    private TimeSpan? MaybeSpan() => Maybe(Span);

    private T? Maybe<T>(Func<T> value)
        where T : struct => random.Next(2) == 0 ? null : value();

    private ImmutableArray<T> Many<T>(int most, Func<T> one) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => one())];
}
