using System.Text;
using Unjam.DotNet.Sights;

namespace Unjam.DotNet.Tests.Probe;

public sealed class PoolMinimumTests
{
    [Theory]
    [InlineData("40", 64)]
    [InlineData("0x40", 64)]
    [InlineData("a", 10)]
    [InlineData("0", null)]
    [InlineData("", null)]
    [InlineData("many", null)]
    [InlineData("ffffffff", null)]
    public void Variable_AsTheRuntimeReadsIt_IsHexadecimal(string text, int? expected) => Assert.Equal(expected, PoolMinimum.Hexadecimal(text));

    [Theory]
    [InlineData("""{"runtimeOptions":{"configProperties":{"System.Threading.ThreadPool.MinThreads":25}}}""", 25)]
    [InlineData("""{"runtimeOptions":{"configProperties":{"System.Threading.ThreadPool.MinThreads":"25"}}}""", null)]
    [InlineData("""{"runtimeOptions":{"configProperties":{"System.Threading.ThreadPool.MinThreads":-1}}}""", null)]
    [InlineData("""{"runtimeOptions":{"configProperties":{}}}""", null)]
    [InlineData("""{"runtimeOptions":[]}""", null)]
    [InlineData("[1]", null)]
    [InlineData("{", null)]
    [InlineData("", null)]
    public void Configuration_WellFormedOrNot_IsReadAsFarAsItSays(string json, int? expected) =>
        Assert.Equal(expected, PoolMinimum.OfConfiguration(Encoding.UTF8.GetBytes(json)));
}
