using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Unjam.Analyzers;

/// <summary>The calls that block, of BlockingCalls.tsv, as far as a compilation knows their types.</summary>
internal sealed class BlockingCalls
{
    private readonly ILookup<string, Row> rows;
    private readonly KnownTypes types;

    public BlockingCalls(Compilation compilation, KnownTypes types)
    {
        this.types = types;
        rows = Lines().SelectMany(line => Rows(compilation, line.Split('\t'))).ToLookup(row => row.Method, StringComparer.Ordinal);
    }

    /// <summary>The row for a call, or null when the table has none, or when this call does not wait.</summary>
    public BlockingCall? Find(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!rows.Contains(method.Name))
            return null;
        foreach (var row in rows[method.Name])
        {
            if (KnownTypes.IsA(method.ContainingType, row.Type))
                return row.Kind == "none" || BlockingCall.OnlyAsks(call, types) || IsOfNonBlockingSocket(call, row.Type) ? null : Of(method, row);
        }

        return null;
    }

    private static BlockingCall Of(IMethodSymbol method, Row row)
    {
        var twin = row.Twin == "-" ? null : row.Twin.Replace("*", method.Name);
        return new BlockingCall($"{method.ContainingType.Name}.{method.Name}", row.Kind, twin is not null && Has(method.ContainingType, twin) ? twin : null);
    }

    private static bool Has(ITypeSymbol type, string method)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (!at.GetMembers(method).IsEmpty)
                return true;
        }

        return false;
    }

    // sockets that are polled say so: socket.Blocking = false
    private static bool IsOfNonBlockingSocket(IInvocationOperation call, INamedTypeSymbol type) => type.Name == "Socket"
        && call.Syntax.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault()?.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            assignment.Right.ToString() == "false" && assignment.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Blocking" } or IdentifierNameSyntax { Identifier.ValueText: "Blocking" }) == true;

    private static IEnumerable<Row> Rows(Compilation compilation, string[] fields) =>
        compilation.GetTypeByMetadataName(fields[0]) is { } type ? fields[1].Split(' ').Select(method => new Row(type, method, fields[2], fields[3])) : [];

    private static IEnumerable<string> Lines()
    {
        using var reader = new StreamReader(typeof(BlockingCalls).Assembly.GetManifestResourceStream("BlockingCalls.tsv")!);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
    }

    private readonly struct Row(INamedTypeSymbol type, string method, string kind, string twin)
    {
        public INamedTypeSymbol Type { get; } = type;

        public string Method { get; } = method;

        public string Kind { get; } = kind;

        public string Twin { get; } = twin;
    }
}
