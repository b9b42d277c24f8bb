namespace Unjam.Cases.Tests;

/// <summary>Tests whose targets keep the processors busy: what they do to the machine would be found in another test's target.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
