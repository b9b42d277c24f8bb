using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Unjam.Analyzers.CodeFixes;

/// <summary>Names that are as short as the usings of a file allow.</summary>
internal static class Importing
{
    /// <summary>A static member of a type that is named in full, to be simplified.</summary>
    public static ExpressionSyntax Name(string type, string member) => SyntaxFactory.MemberAccessExpression(
        SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.ParseExpression("global::" + type).WithAdditionalAnnotations(Simplifier.Annotation), SyntaxFactory.IdentifierName(member));
}
