using Shop;

// Unjam.DotNetCases CASE [NUMBER]: stalls as the case says, announces it as a line of JSON and READY, and tells the truth for each line `truth` of its input.
// It ends with its input. Unjam.DotNetCases clients PORT COUNT: asks a service on so many connections.
if (args.Length == 3 && args[0] == "clients")
    return Customers.Come(args[1], args[2]);
return Stage.Run(args, [.. PlainCases.All, .. HostedCases.All]);
