using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Unjam.Analyzers;

/// <summary>Where a task comes from: the names of variables that hold it, or hold what it was taken from.</summary>
internal sealed class TaskSources(KnownTypes types)
{
    private const int MostVariables = 32;

    private readonly HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);

    /// <summary>Names of variables, fields and properties.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The parameters among them.</summary>
    public IEnumerable<IParameterSymbol> Parameters => seen.OfType<IParameterSymbol>();

    /// <summary>Whether it was made as a task that has ended.</summary>
    public bool AreEnded { get; private set; }

    /// <summary>Adds what an expression takes tasks from.</summary>
    public void Add(IOperation tasks)
    {
        AreEnded |= Completion.MakesEnded(tasks);
        foreach (var operation in tasks.DescendantsAndSelf())
        {
            var symbol = operation switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                IMemberReferenceOperation member => member.Member,
                _ => (ISymbol?)null,
            };
            if (symbol is null || !types.HoldsTasks(operation.Type) || seen.Count >= MostVariables || !seen.Add(symbol))
                continue;
            Names.Add(symbol.Name);
            if (symbol is ILocalSymbol or IFieldSymbol { IsReadOnly: true } && Origin(symbol, tasks.SemanticModel) is { } origin)
                Add(origin);
        }
    }

    // what a variable was made from: its initial value, or what a loop goes over
    private static IOperation? Origin(ISymbol variable, SemanticModel? model)
    {
        var declaration = variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        var value = declaration switch
        {
            VariableDeclaratorSyntax declarator => declarator.Initializer?.Value,
            ForEachStatementSyntax each => each.Expression,
            SingleVariableDesignationSyntax designation => Assigned(designation),
            _ => null,
        };
        return value is not null && model?.SyntaxTree == value.SyntaxTree ? model.GetOperation(value) : null;
    }

    private static ExpressionSyntax? Assigned(SingleVariableDesignationSyntax designation) =>
        designation.Ancestors().FirstOrDefault(node => node is ForEachVariableStatementSyntax or AssignmentExpressionSyntax) switch
        {
            ForEachVariableStatementSyntax each => each.Expression,
            AssignmentExpressionSyntax assignment => assignment.Right,
            _ => null,
        };
}
