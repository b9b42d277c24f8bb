namespace Unjam.Cli.Screens;

/// <summary>The lines a person would type, for the help of each command.</summary>
internal static class Examples
{
    public static IEnumerable<(string Line, string Says)> Of(string command) => command switch
    {
        "" =>
        [
            ("unjam diagnose 4312", "what stalls process 4312, and what to change"),
            ("unjam ps", "which processes can be attached to"),
            ("unjam run -- python app.py", "start a program and watch it"),
            ("unjam explain loop-blocked", "what a finding means and how to fix it"),
        ],
        "diagnose" =>
        [
            ("unjam diagnose 4312", "watch for up to 5 s, end early when certain"),
            ("unjam diagnose 4312 -d 60s", "wait longer for a stall that comes and goes"),
            ("unjam diagnose 4312 --json | jq .findings", "for scripts"),
            ("unjam diagnose 4312 --fail-on critical", "exit with 1 on a critical finding"),
        ],
        "dump" =>
        [
            ("unjam dump 4312", "stacks, loops with await chains, pools with items"),
            ("unjam dump 4312 --json | jq .pools", "for scripts"),
        ],
        "ps" =>
        [
            ("unjam ps", "Python processes, their versions, and why not"),
            ("unjam ps --json", "for scripts"),
        ],
        "run" =>
        [
            ("unjam run -- python app.py", "start it and watch it for 5 s"),
            ("unjam run -d 10m -- uvicorn shop:app", "watch for longer"),
        ],
        "explain" =>
        [
            ("unjam explain", "all findings"),
            ("unjam explain pool-saturated", "one of them"),
        ],
        "version" =>
        [
            ("unjam version", "the version and the runtimes it knows"),
            ("unjam version --json", "for scripts"),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, "no examples"),
    };
}
