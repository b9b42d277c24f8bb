using System.Runtime.Versioning;
using Unjam.Cli.Actions;
using Unjam.Cli.Attaching;
using Unjam.Cli.Commands;
using Unjam.Diagnosis;

[assembly: SupportedOSPlatform("linux")]

var time = TimeProvider.System;
var targets = new Targets(time);
var patience = new Patience(targets.Attach, time);
var diagnosing = new Diagnosing(patience, Rulebook.All, time);

return new UnjamCommand
{
    Diagnose = diagnosing.Run,
    Check = new Checking(patience, diagnosing).Run,
    Dump = new Dumping(patience).Run,
    List = (isJson, stage) => Listing.Run(targets.List(), isJson, stage),
    Run = new Running(targets.Attach, diagnosing, time).Run,
    Explain = Explaining.Run,
    ShowVersion = Versions.Run,
}.Invoke(args);
