using System.Security.Cryptography;
using System.Text;
using GraphQL;
using GraphQL.Validation;
using GraphQL.Validation.Complexity;
using GraphQL.Validation.Rules.Custom;
using GraphQLParser.AST;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>Bounds on what one document may ask for, and on who may ask what the schema is.</summary>
internal sealed class GraphLimits(IConfiguration configuration, IHostEnvironment environment)
{
    private readonly IReadOnlyDictionary<string, string> _documents = Documents(
        Path.Combine(AppContext.BaseDirectory, configuration["GraphQl:Documents"] ?? "documents")
    );

    private readonly bool _onlyKnown = configuration.GetValue("GraphQl:OnlyDocuments", defaultValue: false);

    private readonly IReadOnlyList<IValidationRule> _rules =
    [
        .. DocumentValidator.CoreRules,
        new RootFieldsRule(GraphTables.MaxRootFields),
        new ComplexityValidationRule(new ComplexityOptions { MaxDepth = GraphTables.MaxDepth, MaxComplexity = GraphTables.MaxComplexity }),
        .. environment.IsDevelopment() || GraphTables.OpenSchema ? (IValidationRule[])[] : [NoIntrospectionValidationRule.Instance],
    ];

    /// <summary>Bounds an execution.</summary>
    public void ApplyTo(ExecutionOptions options)
    {
        if (options.DocumentId is { } id)
        {
            options.Query = _documents.GetValueOrDefault(id);
            options.DocumentId = null;
        }
        else if (_onlyKnown)
        {
            options.Query = null;
        }

        options.ValidationRules = _rules;
        options.MaxParallelExecutionCount = 4;
    }

    /// <summary>The documents of a folder by the SHA-256 of their text, as clients name them.</summary>
    private static Dictionary<string, string> Documents(string folder) =>
        (Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.graphql") : [])
            .Select(File.ReadAllText)
            .ToDictionary(
                static text => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
                StringComparer.Ordinal
            );

    // Aliases make one field many: each asks the service as a request of its own would.
    private sealed class RootFieldsRule(int most) : ValidationRuleBase
    {
        public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context) =>
            new(
                new MatchingNodeVisitor<GraphQLOperationDefinition>(
                    (operation, at) =>
                    {
                        if (Count(operation.SelectionSet, at, 0) > most)
                            at.ReportError(
                                new ValidationError(
                                    at.Document.Source,
                                    "too-many-fields",
                                    $"Ask for at most {most} fields at once.",
                                    operation
                                )
                            );
                    }
                )
            );

        private int Count(GraphQLSelectionSet set, ValidationContext context, int depth) =>
            depth > GraphTables.MaxDepth
                ? most + 1
                : set.Selections.Sum(selection =>
                    selection switch
                    {
                        GraphQLInlineFragment inline => Count(inline.SelectionSet, context, depth + 1),
                        GraphQLFragmentSpread spread => Fragment(spread, context) is { } fragment
                            ? Count(fragment.SelectionSet, context, depth + 1)
                            : 0,
                        _ => 1,
                    }
                );

        private static GraphQLFragmentDefinition? Fragment(GraphQLFragmentSpread spread, ValidationContext context) =>
            context
                .Document.Definitions.OfType<GraphQLFragmentDefinition>()
                .FirstOrDefault(fragment => fragment.FragmentName.Name == spread.FragmentName.Name);
    }
}
