using Unjam.Cli.Screens;

namespace Unjam.Cli.Tests.Screens;

public sealed class PageScreenTests
{
    private const string Page =
        """
        # `a-finding`

        What it **means**: a paragraph that is so long that it has to be wrapped at the width
        of the terminal, whatever the file did.

        ## Fix

        1. The first thing, with `code` in it, and long enough to need a second line of text.
        2. The second.

        ```python
        async def f():
            await asyncio.to_thread(a_call_that_is_longer_than_the_width_of_the_paper_and_is_not_wrapped_for_all_that)
        ```

        | cause | the *callback* |
        |---|---|
        | `sleep` | sleeps: `*args` |
        | `socket` | waits for a peer |

        ## Verify
        - one
        - two
        """;

    [Fact]
    public void Explain_Markdown_At80Columns() => Approval.Verify(Drawn.By(paper => PageScreen.Write(paper, Page)));

    [Fact]
    public void Explain_List_At80Columns() => Approval.Verify(Drawn.By(paper => PageScreen.WriteList(paper, [("a-finding", Page), ("another", "# another\n\nShort.")])));

    [Fact]
    public void StopTheBleeding_OfAPage_IsItsFirstItem() =>
        Assert.Equal("Restart the worker.", AdviceParts.Of("# x\n## Stop the bleeding\n\n1. **Restart** the\n   `worker`.\n2. More.\n\n## Fix\nNo.").StopTheBleeding);

    [Fact]
    public void StopTheBleeding_OfAPageWithout_IsNothing() => Assert.Null(AdviceParts.Of("# x\n## Fix\nYes.").StopTheBleeding);
}
