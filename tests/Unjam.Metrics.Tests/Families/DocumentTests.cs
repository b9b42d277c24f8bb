using Unjam.Live;
using Unjam.Web.Metrics;

namespace Unjam.Metrics.Tests.Families;

public sealed class DocumentTests
{
    [Fact]
    public void EveryFamily_IsExplained_InTheDocument()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "metrics.md"));
        foreach (var family in FleetFamilies.Of(Views.Of(), Page.Plain))
            Assert.True(document.Contains($"`{family.SampleName}`", StringComparison.Ordinal) || document.Contains($"`{family.SampleName}{{", StringComparison.Ordinal), family.SampleName);
    }

    [Fact]
    public void EveryFamily_SaysInItsName_WhatUnitItHas()
    {
        foreach (var family in FleetFamilies.Of(Views.Of(), Page.Plain))
        {
            Assert.True(family.Unit.Length == 0 || family.Name.EndsWith("_" + family.Unit, StringComparison.Ordinal), family.Name);
            Assert.DoesNotContain("_total", family.Name, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("eventloop_lag_seconds")]
    [InlineData("eventloop_stalls")]
    [InlineData("eventloop_stall_seconds")]
    [InlineData("eventloop_busy_ratio")]
    [InlineData("gil_wait_ratio")]
    [InlineData("threadpool_tasks_submitted")]
    [InlineData("threadpool_tasks_completed")]
    [InlineData("threadpool_task_execution_time_seconds")]
    [InlineData("threadpool_task_queue_time_seconds")]
    public void WhatIsSampled_InItsHelp_SaysSo(string name) =>
        Assert.Contains("Sampled", Assert.Single(FleetFamilies.Of(Views.Of(), Page.Plain), family => family.Name == name).Help, StringComparison.Ordinal);
}
