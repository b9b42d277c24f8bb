using System.Globalization;
using Unjam.Starving;

// Unjam.Starving SCENARIO [SECONDS]: does to its own thread pool what the scenario says, watches it, and prints what was seen and what was true as JSON lines.
if (args.Length is < 1 or > 2 || !Scenarios.All.TryGetValue(args[0], out var scenario))
{
    Console.Error.WriteLine($"Usage: Unjam.Starving SCENARIO [SECONDS], with one of: {string.Join(", ", Scenarios.All.Keys)}.");
    return 2;
}

var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 2.0;
using (var stage = new Stage(TimeSpan.FromSeconds(seconds), throws: args[0] == "sink", withStacks: args[0] == "culprits"))
{
    scenario(stage);
    stage.End();
}

// work that still waits is not waited for
Environment.Exit(0);
return 0;
