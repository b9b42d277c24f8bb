namespace Unjam.Executors;

/// <summary>Called at each step by executors under test; false leaves out a step that can be left out.</summary>
internal delegate bool Interleaving(Step step);
