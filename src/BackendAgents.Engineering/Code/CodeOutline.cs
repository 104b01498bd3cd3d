using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackendAgents.Engineering.Code;

/// <summary>
/// What a file offers to code that calls it: its types and members with their comments, without bodies, private members and usings. Who
/// writes a handler needs no more of what stands around it, and every call of a model carries the answer on.
/// </summary>
internal sealed class CodeOutline : CSharpSyntaxRewriter
{
    private static readonly SyntaxToken s_end = SyntaxFactory.Token(SyntaxKind.SemicolonToken);

    private CodeOutline() { }

    /// <summary>The outline of a file that compiles.</summary>
    public static string Of(string code)
    {
        var unit = CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot().WithUsings([]);
        var outline = new CodeOutline().Visit(unit)!.ToFullString();
        var lines = new List<string>();
        // Blank lines and the heading of generated files say nothing here; what ends a member whose body went belongs to its last line.
        foreach (var line in outline.ReplaceLineEndings("\n").Split('\n').Select(static line => line.TrimEnd()))
        {
            if (line.Length == 0 || line[0] == '#' || line.StartsWith("// ", StringComparison.Ordinal))
                continue;
            if (line.Trim() == ";")
                lines[^1] += ";";
            else
                lines.Add(line.EndsWith(" ;", StringComparison.Ordinal) ? line[..^2] + ";" : line);
        }

        return string.Join('\n', lines) + "\n";
    }

    public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node) => IsOffered(node) ? node : null;

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        IsOffered(node) ? node.WithBody(null).WithExpressionBody(null).WithSemicolonToken(Ended(node)) : null;

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node) =>
        IsOffered(node) ? node.WithInitializer(null).WithBody(null).WithExpressionBody(null).WithSemicolonToken(Ended(node)) : null;

    public override SyntaxNode? VisitOperatorDeclaration(OperatorDeclarationSyntax node) =>
        node.WithBody(null).WithExpressionBody(null).WithSemicolonToken(Ended(node));

    public override SyntaxNode? VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node) =>
        node.WithBody(null).WithExpressionBody(null).WithSemicolonToken(Ended(node));

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (!IsOffered(node))
            return null;
        var accessors = node.AccessorList?.Accessors.Select(static accessor => $"{accessor.Modifiers} {accessor.Keyword};".Trim());
        return SyntaxFactory.ParseMemberDeclaration(
            $"{node.GetLeadingTrivia()}{string.Concat(node.AttributeLists.Select(static list => list.WithoutTrivia() + " "))}"
                + $"{node.Modifiers} {node.Type.WithoutTrivia()} {node.Identifier.Text} {{ {string.Join(' ', accessors ?? ["get;"])} }}\n"
        );
    }

    // Members of interfaces have no modifiers and are offered.
    private static bool IsOffered(MemberDeclarationSyntax member) =>
        member.Parent is InterfaceDeclarationSyntax
        || member.Modifiers.Any(static word =>
            word.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword
        );

    private static SyntaxToken Ended(MemberDeclarationSyntax member) => s_end.WithTrailingTrivia(member.GetTrailingTrivia());
}
