namespace Unjam.Executors.Tests.Waits;

public sealed class BlockingCallNameTests
{
    [Theory]
    [InlineData("System.Threading.Tasks.Task.Wait", "Task.Wait")]
    [InlineData("System.Threading.Tasks.Task.GetResultCore", "Task.Result")]
    [InlineData("System.Collections.Concurrent.BlockingCollection.TryTakeWithNoTimeValidation", "BlockingCollection.Take")]
    [InlineData("Wait", "Wait")]
    public void Call_OfTheFramework_IsNamedAsInTheSource(string method, string call) =>
        Assert.Equal(call, BlockingCallName.Of(method));
}
