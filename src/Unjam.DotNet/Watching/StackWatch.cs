using System.Collections.Frozen;
using Unjam.DotNet.Attach;
using Unjam.DotNet.Kernel;
using Unjam.DotNet.Nettrace;
using Unjam.DotNet.Stacks;
using Unjam.Model;

namespace Unjam.DotNet.Watching;

/// <summary>Takes bursts of stacks when they are asked for, on a thread of its own and within their budget.</summary>
internal sealed class StackWatch : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Parting = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource cancellation = new();
    private readonly AutoResetEvent asked = new(false);
    private readonly ManualResetEvent taken = new(false);
    private readonly BurstBudget budget = new();
    private readonly DiagnosticsPort port;
    private readonly ThreadWitnesses witnesses;
    private readonly Func<IReadOnlyList<int>> threads;
    private readonly TimeProvider time;
    private readonly BurstTaking taking;
    private readonly Thread thread;
    private volatile Burst? last;
    private volatile string? trouble;
    private int number;
    private long haltedTicks;
    private long lost;

    /// <param name="port">Whose stacks.</param>
    /// <param name="witnesses">Say which threads slept meanwhile.</param>
    /// <param name="names">Name the stacks.</param>
    /// <param name="threads">Lists the threads as they are now, for any thread.</param>
    /// <param name="time">The clock of moments.</param>
    public StackWatch(DiagnosticsPort port, ThreadWitnesses witnesses, StackNames names, Func<IReadOnlyList<int>> threads, TimeProvider time)
    {
        (this.port, this.witnesses, this.threads, this.time) = (port, witnesses, threads, time);
        taking = new BurstTaking(new Patience(AnswerLimit, time, cancellation.Token), names);
        thread = new Thread(Run, maxStackSize: 512 << 10) { IsBackground = true, Name = "unjam stacks" };
    }

    /// <summary>The last burst that brought stacks; null before the first.</summary>
    public Burst? Last => last;

    /// <summary>Why no burst can be taken; null while all is well.</summary>
    public string? Trouble => trouble;

    /// <summary>How long the target has stood still for all bursts so far.</summary>
    public TimeSpan Halted => new(Volatile.Read(ref haltedTicks));

    /// <summary>Events of bursts that the process could not get out to us so far.</summary>
    public long Lost => Volatile.Read(ref lost);

    public void Start() => thread.UnsafeStart();

    /// <summary>Asks for a burst; it is taken at once, if the budget allows one.</summary>
    public void Ask()
    {
        if (budget.Allows(Now))
            asked.Set();
    }

    /// <summary>Asks for a burst and waits for it.</summary>
    /// <returns>False when there is none in time, or the budget does not allow one.</returns>
    public bool Wait(TimeSpan limit)
    {
        if (!budget.Allows(Now))
            return false;
        taken.Reset();
        asked.Set();
        return taken.WaitOne(limit);
    }

    public void Dispose()
    {
        cancellation.Cancel();
        if ((thread.ThreadState & ThreadState.Unstarted) != 0 || thread.Join(Parting))
        {
            asked.Dispose();
            taken.Dispose();
            cancellation.Dispose();
        }
    }

    private Moment Now => new(time.GetTimestamp());

    private void Run()
    {
        WaitHandle[] signals = [cancellation.Token.WaitHandle, asked];
        while (WaitHandle.WaitAny(signals) != 0)
        {
            if (budget.Allows(Now))
                Take();
            taken.Set();
        }
    }

    private void Take()
    {
        var began = Now;
        var asleep = threads().ToDictionary(each => each, witnesses.Asleep);
        try
        {
            var end = taking.Take(port);
            var ended = Now;
            Volatile.Write(ref lost, lost + end.Lost);
            var halted = taking.Halted;
            Volatile.Write(ref haltedTicks, haltedTicks + halted.Ticks);
            var stacks = Witnessed(taking.Threads(), asleep);
            trouble = stacks.Count > 0 ? null : end.Outcome == NettraceOutcome.Complete ? "the runtime's sampler brought no stack" : end.Message;
            budget.Took(ended, halted, stacks.Count > 0);
            if (stacks.Count > 0)
                last = new Burst(++number, began, ended, halted, stacks, end);
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            // beyond this it would end our process, whatever the other one has sent
            trouble = failed.Message;
            budget.Took(Now, TimeSpan.Zero, false);
        }
    }

    private FrozenDictionary<int, BurstStack> Witnessed(IEnumerable<SampledThread> sampled, Dictionary<int, long> asleep)
    {
        var stacks = new Dictionary<int, BurstStack>();
        foreach (var each in sampled)
        {
            if (witnesses.Outer(each.NativeId) is not (> 0 and var native))
                continue;
            var before = asleep.GetValueOrDefault(native, -1);
            stacks[native] = new BurstStack(each.Stack, each.IsCut, before >= 0 && witnesses.Timeslices(native) == before ? before : -1);
        }

        return stacks.ToFrozenDictionary();
    }
}
