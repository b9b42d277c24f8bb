using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Unjam.Executors.Bench;

// All peers in one process and one run: what the machine does to one it does to all.
var config = ManualConfig.CreateEmpty()
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(10).WithIterationCount(25).WithInvocationCount(4).WithUnrollFactor(1))
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"))
    .AddLogger(ConsoleLogger.Default)
    .WithOptions(ConfigOptions.JoinSummary);
var measured = new Measured(BenchmarkRunner.Run([typeof(Throughput), typeof(Meters), typeof(LoopThroughput)], config));

var taskRun = measured.Nanoseconds(nameof(Throughput.TaskRun));
var bare = measured.Nanoseconds(nameof(Throughput.BareBlockingCollection));
Bar[] bars =
[
    new("a work object, fully measured, against Task.Run", measured.Nanoseconds(nameof(Throughput.ExecutorWork)) / taskRun, 1.5, " ×"),
    new("RunAsync, fully measured, against Task.Run", measured.Nanoseconds(nameof(Throughput.ExecutorRunAsync)) / taskRun, 1.5, " ×"),
    new("a work object, fully measured, against a bare BlockingCollection pool", measured.Nanoseconds(nameof(Throughput.ExecutorWork)) / bare, 1.1, " ×"),
    new("RunAsync, fully measured, against a bare BlockingCollection pool", measured.Nanoseconds(nameof(Throughput.ExecutorRunAsync)) / bare, 1.1, " ×"),
    new("a work object allocates", Math.Floor(measured.Bytes(nameof(Throughput.ExecutorWork))), 0, " bytes"),
    new("a bare BlockingCollection loop against a callback of a measured loop", measured.Nanoseconds(nameof(LoopThroughput.BareLoop)) / measured.Nanoseconds(nameof(LoopThroughput.MeasuredLoop)), 2.5, " ×", IsLeast: true),
    new("meters that nobody hears", measured.Nanoseconds(nameof(Meters.Unheard)), 1, " ns"),
];
Console.WriteLine();
foreach (var bar in bars)
    Console.WriteLine(bar);
return bars.All(bar => bar.Holds) ? 0 : 1;
