using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BackendAgents.Tests.Mutation;

/// <summary>
/// Puts all mutants of a service's features into its code at once, each behind a switch: one build then does for all of them.
/// </summary>
internal sealed class Mutator
{
    private const string Switch = "global::Mutation.MutantSwitch.On";

    private readonly List<Mutant> _mutants = [];

    private Mutator() { }

    /// <summary>The files of a service with its mutants in them, and which those are. What does not compile is left out.</summary>
    public static (IReadOnlyList<Artifact> Files, IReadOnlyList<Mutant> Mutants) Mutate(
        ArtifactSet delivery,
        Artifact @switch,
        IReadOnlyList<MetadataReference> references
    )
    {
        HashSet<int> broken = [];
        while (true)
        {
            var mutator = new Mutator();
            List<Artifact> files = [.. delivery.Where(IsFeature).Select(file => mutator.Mutate(file, broken))];
            var whole = delivery.Where(static file => !IsFeature(file)).Concat(files).Append(@switch);
            var wrong = ServiceCompilation
                .Problems(ServiceCompilation.Of(whole, references))
                .Where(static problem => problem.DefaultSeverity == DiagnosticSeverity.Error)
                .SelectMany(static problem => Around(problem))
                .ToList();
            if (wrong.Count == 0)
                return (files, [.. mutator._mutants.Where(mutant => !broken.Contains(mutant.Id))]);
            broken.UnionWith(wrong);
        }
    }

    // What the blueprint's operations, rules and messages became; tables and the constant part are judged elsewhere.
    private static bool IsFeature(Artifact file) =>
        file.Path.Contains("/Features/", StringComparison.Ordinal)
        && file.Path.EndsWith(".g.cs", StringComparison.Ordinal)
        && !file.Path.Contains("/Features/Auth/", StringComparison.Ordinal)
        && !file.Path.EndsWith("Mapping.g.cs", StringComparison.Ordinal);

    // The mutants in whose code an error is: the innermost switch around it, or those of the whole statement.
    private static List<int> Around(Diagnostic problem)
    {
        var node = problem.Location.SourceTree!.GetRoot().FindNode(problem.Location.SourceSpan);
        var found = node.AncestorsAndSelf().Select(static around => Ids(around).ToList()).FirstOrDefault(static ids => ids.Count > 0);
        return found ?? throw new InvalidOperationException($"It does not compile without any mutant: {problem}");
    }

    private static IEnumerable<int> Ids(SyntaxNode around) =>
        around
            .DescendantNodesAndSelf()
            .OfType<InvocationExpressionSyntax>()
            .Where(static call => call.Expression.ToString() == Switch)
            .Select(static call => (int)((LiteralExpressionSyntax)call.ArgumentList.Arguments[0].Expression).Token.Value!);

    private Artifact Mutate(Artifact file, HashSet<int> broken)
    {
        var root = CSharpSyntaxTree.ParseText(file.Content).GetRoot();
        var changes = new Dictionary<SyntaxNode, List<Change>>();
        void Add(SyntaxNode host, SyntaxNode at, string kind, string after, string code)
        {
            var line = at.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            var mutant = new Mutant(_mutants.Count + 1, file.Path, line, kind, at.ToString(), after);
            _mutants.Add(mutant);
            if (broken.Contains(mutant.Id))
                return;
            if (!changes.TryGetValue(host, out var list))
                changes[host] = list = [];
            list.Add(new Change(mutant.Id, code));
        }

        foreach (var node in root.DescendantNodes(static node => node is not (AttributeListSyntax or ParameterListSyntax)))
        {
            switch (node)
            {
                case IfStatementSyntax statement when Mutations.Refuses(statement):
                    Add(statement.Condition, statement, "refusal taken out", "", "");
                    break;
                case ExpressionStatementSyntax statement when Mutations.Does(statement) is { } kind:
                    Add(statement, statement, kind, "", "");
                    break;
                case ExpressionSyntax expression when Host(expression) is { } host:
                    foreach (var (kind, code) in Mutations.Of(expression))
                        Add(
                            host,
                            expression,
                            kind,
                            code,
                            host == expression ? code : host.ReplaceNode(expression, SyntaxFactory.ParseExpression(code)).ToString()
                        );
                    break;
            }
        }

        var mutated = root.ReplaceNodes(changes.Keys, (original, rewritten) => Switched(original, rewritten, changes[original]));
        return new Artifact(file.Path, mutated.ToFullString());
    }

    // A query is turned into SQL: its lambdas can't ask a switch, so the call around the outermost one is chosen instead.
    private static ExpressionSyntax? Host(ExpressionSyntax expression)
    {
        // A lock is taken out whole.
        if (
            expression.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault() is not MethodDeclarationSyntax
            || expression.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } statement && Mutations.Does(statement) == "lock"
        )
            return null;
        return expression.Ancestors().OfType<LambdaExpressionSyntax>().LastOrDefault() is not { } lambda ? expression
            : lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } ? call
            : null;
    }

    private static SyntaxNode Switched(SyntaxNode original, SyntaxNode node, IReadOnlyList<Change> changes)
    {
        var ids = string.Join(" || ", changes.Select(static change => $"{Switch}({change.Id})"));
        switch (node)
        {
            case ExpressionStatementSyntax statement:
                // In braces, so that an 'else' that follows stays with its own 'if'.
                return SyntaxFactory.ParseStatement($"{{ if (!({ids})) {{ {statement.ToString()} }} }}\n");
            default:
                var code = node.ToString();
                var never = changes.Where(static change => change.Code.Length == 0).ToList();
                var chosen = Chosen(code, [.. changes.Except(never)]);
                // A choice is no statement, but what assigns it is.
                if (original.Parent is ExpressionStatementSyntax)
                    return SyntaxFactory.ParseExpression($"_ = {chosen}");
                return SyntaxFactory.ParseExpression(never.Count == 0 ? $"({chosen})" : $"(!{Switch}({never[0].Id}) && ({chosen}))");
        }
    }

    private static string Chosen(string code, IEnumerable<Change> changes) =>
        string.Concat(changes.Select(static change => $"{Switch}({change.Id}) ? {change.Code} : ")) + code;

    private sealed record Change(int Id, string Code);
}
