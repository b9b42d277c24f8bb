using Unjam.Model;

namespace Unjam.Fleet;

/// <summary>One turn or work item on a lane: compact, thousands are kept.</summary>
/// <param name="What">Identity of the turn or the item.</param>
/// <param name="Votes">How many looks more than others saw <paramref name="Stack"/>.</param>
internal record struct Span(Moment From, Moment To, ulong What, Stack Stack, int Votes, bool IsBlock)
{
    /// <summary>It goes on: the stack that most looks see is kept, by their votes.</summary>
    public void See(Moment at, Stack stack, bool isBlock)
    {
        To = at;
        IsBlock |= isBlock;
        if (ReferenceEquals(stack, Stack))
            Votes++;
        else if (--Votes < 0)
            (Stack, Votes) = (stack, 1);
    }
}
