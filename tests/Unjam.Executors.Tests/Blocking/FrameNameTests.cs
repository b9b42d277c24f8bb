namespace Unjam.Executors.Tests.Waits;

public sealed class FrameNameTests
{
    [Theory]
    [InlineData("Shop.Orders", "Load", "Shop.Orders.Load")]
    [InlineData("Shop.Orders+<LoadAsync>d__3", "MoveNext", "Shop.Orders.LoadAsync")]
    [InlineData("Shop.Orders+<>c", "<Load>b__6_0", "Shop.Orders.Load (lambda)")]
    [InlineData("Shop.Orders+<>c__DisplayClass3_0", "<Load>b__1", "Shop.Orders.Load (lambda)")]
    [InlineData("Shop.Orders+<>c+<<Load>b__6_0>d", "MoveNext", "Shop.Orders.Load (lambda)")]
    [InlineData("Shop.Orders", "<Load>g__Inner|3_0", "Shop.Orders.Inner")]
    [InlineData("Shop.Orders+<<Load>g__InnerAsync|3_0>d", "MoveNext", "Shop.Orders.InnerAsync")]
    [InlineData("Program+<>c", "<<Main>$>b__0_2", "Program.Main (lambda)")]
    [InlineData("Program", "<Main>$", "Program.Main")]
    [InlineData("Shop.Cache`2+Entry", ".ctor", "Shop.Cache<T>.Entry.ctor")]
    public void MethodOfTheCompiler_InReadableForm_IsThatOfTheSource(string type, string method, string name) =>
        Assert.Equal(name, FrameName.Of(type, method));

    [Theory]
    [InlineData("System.Threading.Tasks.Task.Wait", "Task.Wait")]
    [InlineData("System.Threading.Tasks.Task<T>.GetResultCore", "Task.Result")]
    [InlineData("Wait", "Wait")]
    public void Call_OfTheFramework_IsNamedAsInTheSource(string method, string call) =>
        Assert.Equal(call, BlockingCallName.Of(method));
}
