using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

/// <summary>A probe that looks at actors instead of a process, at moments that the test chooses.</summary>
internal sealed class Film : IProbe
{
    public static readonly Target Target = new(4711, "cpython", "3.12.1", "CPython 3.12.1, libpython", "python app.py");

    private readonly List<Action<Snapshot>> actors = [];

    /// <summary>The moment of the next look.</summary>
    public Moment Now { get; set; } = Second(100);

    /// <summary>The process that the looks are taken at.</summary>
    public Target Of { get; init; } = Target;

    /// <summary>A look at which the probe fails, and how.</summary>
    public Func<Moment, bool> Fails { get; set; } = _ => false;

    public static Moment Second(double seconds) => Moment.FromSeconds(seconds);

    public Film With(Action<Snapshot> actor)
    {
        actors.Add(actor);
        return this;
    }

    public Film With(SimulatedLoop loop) => With(loop.Play);

    public Film With(SimulatedPool pool) => With(pool.Play);

    /// <summary>Adds what the actors show to a look that has begun.</summary>
    public void Play(Snapshot into)
    {
        foreach (var actor in actors)
            actor(into);
    }

    public void Look(Snapshot into, LookDepth depth)
    {
        into.Begin(Now, depth);
        if (Fails(Now))
        {
            into.IsFailed = true;
            into.Gaps.Add(new Gap("interpreter", "the list of threads moved while it was read"));
            return;
        }

        Play(into);
    }

    /// <summary>Looks at a steady rate for a while; every fifth look asks the kernel too.</summary>
    public Timeline Shoot(double seconds, double hz = 100, double from = 100, int kernelEvery = 5, int capacity = 10_000)
    {
        var timeline = new Timeline(Of, capacity);
        var count = (int)Math.Round(seconds * hz);
        for (var i = 0; i <= count; i++)
        {
            Now = Second(from + (i / hz));
            timeline.Take(this, i % kernelEvery == 0 ? LookDepth.Kernel : LookDepth.Memory);
        }

        return timeline;
    }
}
