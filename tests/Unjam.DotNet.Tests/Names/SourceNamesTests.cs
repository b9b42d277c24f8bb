using Unjam.Model;

namespace Unjam.DotNet.Tests.Names;

public sealed class SourceNamesTests
{
    [Theory]
    [InlineData("Shop.Orders", "Load", "Shop.Orders.Load")]
    [InlineData("", "Load", "Load")]
    [InlineData("Shop.Orders+Line", "Load", "Shop.Orders.Line.Load")]
    [InlineData("Shop.Orders", ".ctor", "Shop.Orders..ctor")]
    [InlineData("Shop.Orders", ".cctor", "Shop.Orders..cctor")]
    [InlineData("Shop.Orders", "System.IDisposable.Dispose", "Shop.Orders.Dispose")]
    [InlineData("Shop.Orders", "System.Collections.Generic.IEnumerable<Shop.Line>.GetEnumerator", "Shop.Orders.GetEnumerator")]
    [InlineData("Shop.Orders", "get_Total", "Shop.Orders.get_Total")]
    [InlineData("Shop.Order", "<Clone>$", "Shop.Order.Clone")]
    [InlineData("System.Collections.Generic.List`1[System.__Canon]", "Add", "System.Collections.Generic.List.Add")]
    [InlineData("System.Collections.Generic.Dictionary`2+Enumerator[System.Int32,Shop.Orders+Line]", "MoveNext", "System.Collections.Generic.Dictionary.Enumerator.MoveNext")]
    [InlineData("Shop.Orders+<LoadAsync>d__5", "MoveNext", "Shop.Orders.LoadAsync")]
    [InlineData("Shop.Orders+<LoadAsync>d__5`1[System.__Canon]", "MoveNext", "Shop.Orders.LoadAsync")]
    [InlineData("Shop.Orders`1+<LoadAsync>d__5[System.__Canon]", "MoveNext", "Shop.Orders.LoadAsync")]
    [InlineData("Shop.Orders+<Lines>d__3", "System.Collections.IEnumerator.get_Current", "Shop.Orders.Lines")]
    [InlineData("Shop.Orders+<System-Collections-Generic-IEnumerable<Shop-Line>-GetEnumerator>d__1", "MoveNext", "Shop.Orders.GetEnumerator")]
    [InlineData("Shop.Orders+<>c", "<Load>b__6_0", "Shop.Orders.Load (lambda)")]
    [InlineData("Shop.Orders+<>c__DisplayClass6_0", "<Load>b__0", "Shop.Orders.Load (lambda)")]
    [InlineData("Shop.Orders+<>c__DisplayClass6_0`1[System.Int32]", "<Load>b__0", "Shop.Orders.Load (lambda)")]
    [InlineData("Shop.Orders+<>c__6`1[System.Int32]", "<Load>b__6_0", "Shop.Orders.Load (lambda)")]
    [InlineData("Shop.Orders", "<Load>b__6_0", "Shop.Orders.Load (lambda)")]
    [InlineData("Shop.Orders+<>c", "<.ctor>b__1_0", "Shop.Orders..ctor (lambda)")]
    [InlineData("Shop.Orders+<>c", "<System.IDisposable.Dispose>b__1_0", "Shop.Orders.Dispose (lambda)")]
    [InlineData("Shop.Orders+<>c+<<Load>b__6_0>d", "MoveNext", "Shop.Orders.Load (lambda)")]
    [InlineData("Shop.Orders+<>c__DisplayClass3_0+<<Load>b__0>d", "MoveNext", "Shop.Orders.Load (lambda)")]
    [InlineData("Shop.Orders", "<Load>g__Work|0_1", "Shop.Orders.Load.Work")]
    [InlineData("Shop.Orders+<<Load>g__Work|0_1>d", "MoveNext", "Shop.Orders.Load.Work")]
    [InlineData("Program", "<Main>$", "Program.Main")]
    [InlineData("Program", "<Main>", "Program.Main")]
    [InlineData("Program+<<Main>$>d__0", "MoveNext", "Program.Main")]
    [InlineData("Program", "<<Main>$>g__Work|0_1", "Program.Main.Work")]
    [InlineData("Program+<>c", "<<Main>$>b__0_0", "Program.Main (lambda)")]
    [InlineData("Program+<>c+<<<Main>$>b__0_2>d", "MoveNext", "Program.Main (lambda)")]
    [InlineData("Shop.<Orders>F0123456789ABCDEF__Hidden", "Load", "Shop.Hidden.Load")]
    [InlineData("<Orders>F0123456789ABCDEF__Hidden", "Load", "Hidden.Load")]
    [InlineData("Shop.Orders+load@12-3", "Invoke", "Shop.Orders.load (lambda)")]
    [InlineData("dynamicClass", "IL_STUB_PInvoke", "dynamicClass.IL_STUB_PInvoke")]
    [InlineData("<>f__AnonymousType0`1[System.Int32]", "Equals", "<>f__AnonymousType0.Equals")]
    [InlineData("<PrivateImplementationDetails>", "ComputeStringHash", "<PrivateImplementationDetails>.ComputeStringHash")]
    public void Name_ThatTheRuntimeWrites_IsMadeReadable(string type, string method, string readable) =>
        Assert.Equal(readable, SourceNames.Readable(type, method));

    [Theory]
    [InlineData("<", "<")]
    [InlineData("<<<<<<", ">>>>")]
    [InlineData("+", ".")]
    [InlineData("<>", "<>")]
    [InlineData("<>d__", "<>b__")]
    [InlineData("[", "`")]
    [InlineData("@1", "@")]
    [InlineData("\u001b[31m", "\0\n")]
    [InlineData("", "")]
    public void Name_ThatMakesNoSense_DoesNoHarm(string type, string method) =>
        Assert.InRange(SourceNames.Readable(type, method).Length, 0, type.Length + method.Length + 10);

    [Fact]
    public void Name_WithoutEnd_IsCut()
    {
        var hostile = string.Concat(Enumerable.Repeat("<A+", 100_000));
        Assert.InRange(SourceNames.Readable(hostile, hostile).Length, 1, SourceNames.Longest + 10);
        Assert.InRange(SourceNames.Readable(new string('+', 100_000), new string('<', 100_000)).Length, 0, SourceNames.Longest + 10);
        Assert.InRange(SourceNames.Readable(string.Concat(Enumerable.Repeat("a+", 100_000)), "b").Length, 1, SourceNames.Longest + 10);
    }
}
