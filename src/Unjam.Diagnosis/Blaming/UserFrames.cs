using Unjam.Model;

namespace Unjam.Diagnosis;

/// <summary>Names the frame of a stack that a person would look at first.</summary>
public static class UserFrames
{
    /// <summary>The user's frame nearest to the leaf, else that of a package; null when nothing but machinery runs.</summary>
    public static Frame? Of(Stack stack) => Blame.Of(stack)?.Frame;
}
