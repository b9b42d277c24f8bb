namespace Unjam.Export.Metrics;

/// <summary>The metrics of an event loop: their names, units and HELP, wherever they are taken.</summary>
public static class LoopMetrics
{
    public static FamilyBuilder Blocked(Vantage from) => FamilyBuilder.Gauge("eventloop_blocked_seconds", "seconds", from == Vantage.Outside
        ? "Age of the callback that holds the loop now, if it is 0.1 s or more; 0 when none does. Exact at the moment of the newest look; blocks between two scrapes are in eventloop_stalls_total."
        : "Age of the callback that holds the loop now, if it is 0.1 s or more; 0 when none does. Exact at the moment of the scrape; blocks between two scrapes are in eventloop_stalls_total.");

    public static FamilyBuilder Lag(Vantage from) => FamilyBuilder.Histogram("eventloop_lag_seconds", "seconds", from == Vantage.Outside
        ? "How long the loop had not gone round at moments two a second apart: what a callback waits that becomes ready at any moment. Sampled."
        : "How long each callback that was ready waited for the loop. Exact, not sampled.");

    public static FamilyBuilder CallbackDuration() => FamilyBuilder.Histogram("eventloop_callback_duration_seconds", "seconds",
        "How long each callback held the loop. Exact, not sampled.");

    public static FamilyBuilder Busy(Vantage from) => FamilyBuilder.Gauge("eventloop_busy_ratio", "ratio", from == Vantage.Outside
        ? "Share of the lately watched time in which the loop ran callbacks. Sampled."
        : "Share of the time in which the loop ran callbacks, lately. Exact, not sampled.");

    public static FamilyBuilder Ready(Vantage from) => FamilyBuilder.Gauge("eventloop_ready_callbacks", "",
        $"Callbacks that are ready and wait for their turn, at the {(from == Vantage.Outside ? "newest look" : "moment of the scrape")}.");

    public static FamilyBuilder Tasks() => FamilyBuilder.Gauge("eventloop_tasks", "", "Tasks of the loop that are not done, when they were last counted.");

    public static FamilyBuilder Turns() => FamilyBuilder.Counter("eventloop_turns", "", "Times the loop went round. Exact.");

    public static FamilyBuilder Callbacks() => FamilyBuilder.Counter("eventloop_callbacks", "", "Callbacks that the loop ran. Exact.");

    public static FamilyBuilder Stalls(Vantage from) => FamilyBuilder.Counter("eventloop_stalls", "", from == Vantage.Outside
        ? "Times a callback was seen to hold the loop for 0.1 s or more, by what it did. Sampled: when looks are rare, short ones may be missed."
        : "Times a callback held the loop for longer than the loop calls slow (0.1 s unless set otherwise). Exact.");

    public static FamilyBuilder StallSeconds(Vantage from) => FamilyBuilder.Counter("eventloop_stall_seconds", "seconds", from == Vantage.Outside
        ? "Time for which callbacks held the loop for 0.1 s or more, by what they did; one that goes on is included. Sampled."
        : "Time for which callbacks held the loop for longer than it calls slow. Exact.");
}
