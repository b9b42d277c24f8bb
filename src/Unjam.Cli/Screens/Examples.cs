namespace Unjam.Cli.Screens;

/// <summary>The lines a person would type, for the help of each command.</summary>
internal static class Examples
{
    public static IEnumerable<Example> Of(string command) => command switch
    {
        "" =>
        [
            new("unjam diagnose 4312", "what stalls process 4312, and what to change"),
            new("unjam ps", "which processes can be attached to"),
            new("unjam serve", "watch all the time: metrics and a page"),
            new("unjam run -- python app.py", "start a program and watch it"),
            new("unjam explain loop-blocked", "what a finding means and how to fix it"),
        ],
        "diagnose" =>
        [
            new("unjam diagnose 4312", "watch for up to 5 s, end early when certain"),
            new("unjam diagnose 4312 -d 60s", "wait longer for a stall that comes and goes"),
            new("unjam diagnose 4312 --json", "for scripts"),
            new("unjam diagnose -s 4312", "a master with its workers: which one stalls"),
            new("unjam diagnose 4312 --md", "to paste into an incident channel"),
        ],
        "check" =>
        [
            new("unjam check 4312", "watch for 30 s; exit code 1 on a critical finding"),
            new("unjam check 4312 --for 2m", "watch for longer"),
            new("unjam check 4312 --json", "for scripts"),
        ],
        "dump" =>
        [
            new("unjam dump 4312", "stacks, loops with await chains, pools with items"),
            new("unjam dump 4312 --json", "for scripts"),
        ],
        "ps" =>
        [
            new("unjam ps", "Python and .NET processes, their versions, and why not"),
            new("unjam ps --json", "for scripts"),
        ],
        "run" =>
        [
            new("unjam run -- python app.py", "start it and watch it for 5 s"),
            new("unjam run -d 10m -- uvicorn shop:app", "watch for longer"),
            new("unjam run -- dotnet shop.dll", "the same for .NET"),
        ],
        "serve" =>
        [
            new("unjam serve", "watch all Python and .NET processes; the page is at the address it prints"),
            new("unjam serve -p 4312", "watch one process and its workers"),
            new("unjam serve --match shop='uvicorn shop:app'", "watch what matches, as it comes and goes"),
            new("unjam serve --config /etc/unjam/serve.yaml", "the same options from a file"),
        ],
        "preflight" =>
        [
            new("unjam preflight", "what holds for all processes"),
            new("unjam preflight 4312", "whether this one can be attached to, and what to do"),
            new("unjam preflight 4312 --json", "for scripts"),
        ],
        "explain" =>
        [
            new("unjam explain", "all findings"),
            new("unjam explain pool-saturated", "one of them"),
            new("unjam explain privacy", "what Unjam reads, and what it never does"),
        ],
        "version" =>
        [
            new("unjam version", "the version and the runtimes it knows"),
            new("unjam version --json", "for scripts"),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "no examples"),
    };
}
