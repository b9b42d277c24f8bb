using System.Runtime.Versioning;
using Unjam.Cli.Actions;
using Unjam.Cli.Attaching;
using Unjam.Cli.Commands;
using Unjam.Diagnosis;

[assembly: SupportedOSPlatform("linux")]

// how often a .NET service that is watched for good tells its counters: it pays less than one that is diagnosed, and its stall is on the page within three seconds
var rarely = TimeSpan.FromMilliseconds(250);
var time = TimeProvider.System;
var targets = new Targets(time);
var patience = new Patience(targets.Attach, time);
var diagnosing = new Diagnosing(patience, Targets.Below, Rulebook.All, time);
var tree = new DiagnosingTree(patience, Targets.Below, diagnosing);

return new UnjamCommand
{
    Diagnose = (request, stage) => request.WithSubprocesses ? tree.Run(request, stage) : diagnosing.Run(request, stage),
    Check = new Checking(patience, diagnosing).Run,
    Dump = new Dumping(patience).Run,
    List = (isJson, stage) => Listing.Run(targets.List(), isJson, stage),
    Serve = new ServingFleet(pid => targets.Attach(pid, rarely), Rulebook.All, time).Run,
    Run = new Running(targets.Attach, diagnosing, time).Run,
    Preflight = (pid, isJson, stage) => Preflighting.Run(pid, Grounds.Of(pid, time), isJson, stage),
    Explain = Explaining.Run,
    ShowVersion = Versions.Run,
}.Invoke(args);
