using Unjam.Model;

namespace Unjam.Diagnosis.Tests;

public sealed class BlameTests
{
    [Theory]
    [InlineData("/usr/lib/python3.11/asyncio/events.py", FrameOwner.StandardLibrary)]
    [InlineData("/root/.pyenv/versions/3.8.18/lib/python3.8/threading.py", FrameOwner.StandardLibrary)]
    [InlineData("/opt/conda/lib/python3.12/json/decoder.py", FrameOwner.StandardLibrary)]
    [InlineData("/usr/lib/python311.zip/json/decoder.py", FrameOwner.StandardLibrary)]
    [InlineData("<frozen importlib._bootstrap>", FrameOwner.StandardLibrary)]
    [InlineData("asyncio/base_events.py", FrameOwner.StandardLibrary)]
    [InlineData("/usr/lib/python3/dist-packages/uvicorn/server.py", FrameOwner.Framework)]
    [InlineData("/srv/.venv/lib/python3.11/site-packages/requests/api.py", FrameOwner.Framework)]
    [InlineData("/srv/.venv/lib/python3.11/site-packages/six.py", FrameOwner.Package)]
    [InlineData("/srv/.venv/lib/python3.11/site-packages/requests-2.1.egg/requests/api.py", FrameOwner.Framework)]
    [InlineData("uvloop/loop.pyx", FrameOwner.Framework)]
    [InlineData("/usr/local/lib/python3.11/site-packages/shop/api.py", FrameOwner.Package)]
    [InlineData("/srv/shop/app.py", FrameOwner.User)]
    [InlineData("/home/me/python3/app.py", FrameOwner.User)]
    [InlineData("/opt/lib/python3.tools/app.py", FrameOwner.User)]
    [InlineData("<string>", FrameOwner.User)]
    [InlineData("app.py", FrameOwner.User)]
    [InlineData("", FrameOwner.User)]
    public void OwnerOf_File_IsToldByItsPlace(string file, FrameOwner owner) =>
        Assert.Equal(owner, FrameOwners.Of(new Function("f", file, 1)));

    [Theory]
    [InlineData("/srv/.venv/lib/python3.11/site-packages/requests/api.py", "requests.api")]
    [InlineData("/usr/lib/python3.11/concurrent/futures/_base.py", "concurrent.futures._base")]
    [InlineData("/usr/lib/python3.11/json/__init__.py", "json")]
    [InlineData("<frozen importlib._bootstrap>", "importlib._bootstrap")]
    [InlineData("/srv/shop/app.py", "app")]
    [InlineData("", "")]
    public void ModuleOf_File_IsHowItIsImported(string file, string module) =>
        Assert.Equal(module, FrameOwners.ModuleOf(new Function("f", file, 1)));

    [Fact]
    public void Of_LibrariesAboveTheUser_BlamesTheUsersNearestFrame()
    {
        var stack = Code.OnLoop(
            Code.Standard("ssl.py", "SSLSocket.read"), Code.Package("urllib3/connection.py", "connect"), Code.Package("requests/api.py", "post"),
            Code.User("charge", 41), Code.Coroutine("pay", 88), Code.Package("fastapi/routing.py", "run_endpoint_function"));
        var blame = Blame.Of(stack)!;
        Assert.Equal("charge", blame.Frame.Function.Name);
        Assert.Equal("pay (shop/app.py:88) → charge (shop/app.py:41)", blame.Path());
    }

    [Fact]
    public void Of_FrameworkCallbackWithoutUserCode_DoesNotBlameTheProgramsEntry()
    {
        var blame = Blame.Of(Code.OnLoop(Code.Standard("logging/__init__.py", "StreamHandler.flush"), Code.Package("uvicorn/protocols/http/h11_impl.py", "send")))!;
        Assert.Equal("send", blame.Frame.Function.Name);
        Assert.Equal(FrameOwner.Framework, blame.Owner);
    }

    [Fact]
    public void Of_UnknownPackage_IsBlamedOnlyWithoutUserCode()
    {
        var package = Code.Package("stripelike/client.py", "charge");
        Assert.Equal("charge", Blame.Of(Code.OnLoop(Code.Standard("ssl.py", "read"), package))!.Frame.Function.Name);
        Assert.Equal("pay", Blame.Of(Code.OnLoop(Code.Standard("ssl.py", "read"), package, Code.User("pay", 3)))!.Frame.Function.Name);
    }

    [Fact]
    public void Of_IdleWorker_BlamesNobody() => Assert.Null(Blame.Of(Code.OnWorker()));

    [Fact]
    public void Of_LoopWithoutFramesOfItsOwn_StopsAtTheOutermostCoroutine()
    {
        var coroutine = new Function("main", "/srv/shop/app.py", 1);
        var blame = Blame.Of(new Stack([Code.Package("requests/api.py", "get"), new Frame(coroutine, 3), Code.User("<module>", 9)]), coroutine)!;
        Assert.Equal(2, blame.Frames.Length);
        Assert.Equal("main", blame.Frame.Function.Name);
    }
}
