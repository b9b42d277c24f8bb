using Unjam.Cli.Screens;
using Unjam.Export;
using Unjam.Model;

namespace Unjam.Cli.Tests.Screens;

public sealed class PsScreenTests
{
    [Fact]
    public void Ps_AllKindsOfProcesses_At80Columns() => Approval.Verify(Drawn.By(paper => PsScreen.Write(paper,
    [
        new(4312, "uvicorn shop.api:app --host 0.0.0.0", "CPython 3.11.7, libpython", [LoopKind.Uvloop], 2, null),
        new(4400, "python worker.py", "CPython 3.14.0", [LoopKind.Asyncio, LoopKind.Asyncio], 0, null),
        new(51, "python cron.py", "CPython 3.12.1", [], 1, null),
        new(60, "dotnet Shop.dll --urls http://+:80", ".NET 10.0.1", null, null, null),
        new(52, "python2.7 legacy.py", null, null, null, "Process 52 runs CPython 2.7, which is older than what Unjam reads (3.8 to 3.15)."),
    ])));

    [Fact]
    public void Ps_NoProcess_SaysWhy() => Assert.StartsWith("No Python and no .NET process is to be seen from here.", Drawn.By(paper => PsScreen.Write(paper, [])));
}
