using Unjam.Live;
using Unjam.Memory;
using Unjam.Python.Attach;

namespace Unjam.Python.Tests.Attach;

public sealed class CensusTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public void Python_ThatComesAndGoes_IsFollowed()
    {
        var census = new Census(new PythonSieve().NameOf);
        Assert.DoesNotContain(census.Take(), entry => entry.Pid == Environment.ProcessId);
        int pid;
        using (var target = LiveTarget.Start(Interpreters.OfSeries("3.11"), "idle.py"))
        {
            pid = target.Pid;
            CensusEntry? found = null;
            Eventually.True(() => (found = census.Take().FirstOrDefault(entry => entry.Pid == pid)) is not null, Limit, "it is not found");
            Assert.Equal("idle", found!.Name);
            Assert.Contains("idle.py", found.Command, StringComparison.Ordinal);
            Assert.Equal(found, census.Take().First(entry => entry.Pid == pid));
        }

        Assert.DoesNotContain(census.Take(), entry => entry.Pid == pid);
    }

    [Fact]
    public void Shell_ThatBecomesPython_IsNoticed()
    {
        var census = new Census(new PythonSieve().NameOf);
        var gate = Path.Combine(Path.GetTempPath(), $"unjam-{Guid.NewGuid():n}");
        using var shell = LiveProcess.Start("sh", "-c", $"while [ ! -e {gate} ]; do sleep 0.05; done; rm {gate}; exec /usr/bin/python3 -c 'import time; time.sleep(60)'");
        for (var times = 0; times < 5; times++)
            Assert.DoesNotContain(census.Take(), entry => entry.Pid == shell.Pid);
        File.WriteAllText(gate, "");
        Eventually.True(() => census.Take().Any(entry => entry.Pid == shell.Pid), Limit, "it is not noticed");
    }

    [Theory]
    [InlineData("shop", "python3", "/srv/shop/shop.py", "--password=secret")]
    [InlineData("http.server", "/usr/bin/python3.11", "-m", "http.server", "80")]
    [InlineData("shop.main", "/usr/bin/python3", "/usr/bin/uvicorn", "shop.main:app", "--port", "80")]
    [InlineData("shop.main", "/usr/bin/python3", "-X", "dev", "-m", "uvicorn", "--host", "0.0.0.0", "shop.main:create()")]
    [InlineData("shop", "/venv/bin/gunicorn", "-w", "4", "shop:app")]
    [InlineData("shop", "gunicorn: worker [shop]")]
    [InlineData("shop.wsgi", "gunicorn: master [shop.wsgi:application]")]
    [InlineData("celery", "/usr/bin/python3", "/usr/bin/celery", "-A", "shop", "worker")]
    [InlineData("python", "python3", "-c", "print('secret')")]
    [InlineData("python", "python3")]
    [InlineData("python", "python3", "-m", "../../etc/passwd")]
    [InlineData("uvicorn", "python3", "/usr/bin/uvicorn", "--factory")]
    [InlineData("python", "")]
    public void Name_OfACommandLine_IsShortAndHoldsNoSecret(string name, params string[] arguments) =>
        Assert.Equal(name, ProgramName.Of(arguments));
}
