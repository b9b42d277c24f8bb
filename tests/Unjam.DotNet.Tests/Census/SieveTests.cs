using System.Diagnostics;
using Unjam.DotNet.Attach;
using Unjam.DotNet.Census;
using Unjam.Live;
using Unjam.Memory;

namespace Unjam.DotNet.Tests.Census;

public sealed class SieveTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void DotNet_ThatComesAndGoes_IsFollowed()
    {
        var census = new Unjam.Memory.Census(new DotNetSieve().NameOf);
        int pid;
        using (var target = TargetProgram.Start())
        {
            pid = target.Pid;
            var found = census.Take().Single(entry => entry.Pid == pid);
            Assert.Equal("Unjam.DotNetTarget", found.Name);
            Assert.Equal(found, census.Take().Single(entry => entry.Pid == pid));
        }

        Assert.DoesNotContain(census.Take(), entry => entry.Pid == pid);
    }

    [Fact]
    public void Process_ThatSleeps_IsNoDotNet()
    {
        using var sleep = Process.Start("sleep", "60");
        Assert.False(ProcessTree.Is(sleep.Id, new DotNetSieve().MayBeDotNet));
        sleep.Kill();
    }

    [Fact]
    public void Command_AsPublished_IsOneFile()
    {
        using var one = Process.Start(new ProcessStartInfo(Repository.Command, ["diagnose", $"{Environment.ProcessId}", "-d", "20s"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var shape = RuntimeShape.None;
        Assert.True(SpinWait.SpinUntil(() => ProcessTree.Is(one.Id, directory => (shape = new RuntimeShapes().Of(directory)) == RuntimeShape.SingleFile), Limit), $"It is {shape}.");
        one.Kill();
    }

    [Theory]
    [InlineData("Shop", "dotnet", "/srv/shop/Shop.dll", "--password=secret")]
    [InlineData("Shop", "/usr/bin/dotnet", "exec", "--depsfile", "/x/a.json", "Shop.dll")]
    [InlineData("Shop", "dotnet", "--fx-version", "9.0.1", "Shop.dll", "run")]
    [InlineData("dotnet run", "dotnet", "run", "--project", "Other.dll")]
    [InlineData("dotnet", "dotnet", "--info")]
    [InlineData("dotnet", "dotnet", "Secret=1")]
    [InlineData("dotnet", "dotnet")]
    [InlineData("Shop.Api", "/srv/shop/Shop.Api", "--urls", "http://+:80")]
    [InlineData("dotnet", "")]
    public void Name_OfACommandLine_IsShortAndHoldsNoSecret(string name, params string[] arguments) => Assert.Equal(name, AssemblyName.Of(arguments));
}
