using BenchmarkDotNet.Reports;

namespace Unjam.Executors.Bench;

/// <summary>Numbers of a run by the name of the method.</summary>
public sealed class Measured(IEnumerable<Summary> summaries)
{
    private readonly BenchmarkReport[] reports = [.. summaries.SelectMany(summary => summary.Reports)];

    /// <summary>Median of the nanoseconds that one operation took.</summary>
    public double Nanoseconds(string method) => Of(method).ResultStatistics!.Median;

    /// <summary>Bytes allocated by one operation.</summary>
    public double Bytes(string method) => Of(method).GcStats.GetBytesAllocatedPerOperation(Of(method).BenchmarkCase) ?? 0;

    private BenchmarkReport Of(string method) => reports.First(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method);
}
