using System.Text.Json;
using Unjam.Diagnosis;

namespace Unjam.Export;

/// <summary>Writes what a report says of one pool: its numbers, what its workers do, and what other sizes would bring.</summary>
internal static class PoolJson
{
    public static void Write(Utf8JsonWriter json, PoolSummary pool)
    {
        json.WriteStartObject();
        json.Text("name", pool.Name);
        json.WriteString("kind", Names.Of(pool.Kind));
        json.Number("limit", pool.Limit);
        json.WriteNumber("workers", pool.Workers);
        json.WriteNumber("busy", pool.Busy);
        json.WriteNumber("queued", pool.Queued);
        json.Seconds("oldest_wait_seconds", pool.OldestWait?.Duration);
        if (pool.Wait is { } wait)
        {
            json.WriteStartObject("queue_wait_seconds");
            json.Seconds("mean", wait.Mean);
            json.Seconds("max", wait.Max);
            json.WriteBoolean("estimated", wait.IsEstimated);
            json.WriteNumber("items", wait.Items);
            json.Seconds("uncertainty", wait.Uncertainty);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("queue_wait_seconds");
        }

        json.Seconds("service_seconds_mean", pool.ServiceTime);
        json.Number("throughput_per_second", pool.Throughput);
        json.WriteStartArray("doing");
        foreach (var doing in pool.Doing)
        {
            json.WriteStartObject();
            json.WriteNumber("count", doing.Count);
            json.Place(doing.At);
            json.Text("call", doing.Call);
            json.Seconds("longest_seconds", doing.Longest?.Duration);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Number("advised_limit", pool.AdvisedLimit);
        WritePlan(json, pool.Plan);
        json.WriteStartArray("what_if");
        foreach (var prediction in pool.WhatIf)
            WritePrediction(json, null, prediction);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePlan(Utf8JsonWriter json, PoolPlan? plan)
    {
        if (plan is null)
        {
            json.WriteNull("plan");
            return;
        }

        json.WriteStartObject("plan");
        json.Number("arrivals_per_second", plan.Load.ArrivalsPerSecond);
        json.Number("offered_load", plan.Load.Offered);
        json.Number("arrival_variability", plan.Load.ArrivalVariability);
        json.Number("service_variability", plan.Load.ServiceVariability);
        json.WriteNumber("burst", plan.Load.Burst);
        json.Number("ceiling", plan.Load.Ceiling);
        json.Text("ceiling_by", plan.Load.CeilingBy);
        WritePrediction(json, "present", plan.Present);
        if (plan.Advised is { } advised)
            WritePrediction(json, "advised", advised);
        else
            json.WriteNull("advised");
        json.Text("not_more_because", plan.NotMore);
        json.WriteString("confidence", plan.IsConfident ? "high" : "low");
        json.Texts("because", plan.Because);
        json.Text("wrong_if", plan.WrongIf);
        json.WriteEndObject();
    }

    private static void WritePrediction(Utf8JsonWriter json, string? name, PoolPrediction prediction)
    {
        if (name is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(name);
        json.WriteNumber("limit", prediction.Workers);
        json.Seconds("wait_seconds", prediction.Wait);
        json.Seconds("wait_seconds_least", prediction.Wait is null ? null : prediction.Least);
        json.Seconds("wait_seconds_most", prediction.Most);
        json.Number("utilisation", prediction.Utilisation);
        json.Text("because", prediction.Because);
        json.WriteEndObject();
    }
}
