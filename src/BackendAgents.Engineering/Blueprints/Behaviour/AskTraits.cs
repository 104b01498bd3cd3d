using System.Collections.Immutable;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>What follows from a question to another service, for whoever validates, writes or documents it.</summary>
internal static class AskTraits
{
    /// <summary>What the names of answers begin with, where code asks which value is one.</summary>
    public const string Prefix = "asked.";

    /// <summary>The most questions of one operation: each is waited for.</summary>
    public const int Most = 3;

    /// <summary>What an answer tells: what callers of that operation see, but for files and free documents.</summary>
    public static IEnumerable<ForeignValue> Values(Ask ask, BlueprintIndex index)
    {
        if (ask.Service is { } service)
            return service.Values;
        return index.EntityById(index.OperationById(ask.Operation)?.Entity ?? "") is not { } entity
            ? []
            : entity
                .Fields.Where(static field => field.Exposure is FieldExposure.ReadWrite or FieldExposure.ReadOnly)
                .Where(static field => field.Type is not (FieldType.File or FieldType.Json or FieldType.Binary))
                .Select(field => new ForeignValue(field.Name, ExpressionType.Of(field, index)));
    }

    /// <summary>The answers of an operation's questions, as expressions know them.</summary>
    public static ImmutableDictionary<string, ImmutableDictionary<string, AmbientNode>> Scope(Operation operation, BlueprintIndex index) =>
        operation
            .Asks.DistinctBy(static ask => ask.As)
            .ToImmutableDictionary(
                static ask => ask.As,
                ask =>
                    Values(ask, index)
                        .ToImmutableDictionary(
                            static value => value.Name,
                            value => new AmbientNode($"{Prefix}{ask.As}.{value.Name}", value.Type),
                            StringComparer.Ordinal
                        ),
                StringComparer.Ordinal
            );

    /// <summary>Name of the class of an answer.</summary>
    public static string AnswerName(Operation operation, Ask ask) => Conventions.Pascal(operation.Name) + Conventions.Pascal(ask.As);

    /// <summary>Name of the class that asks before an operation.</summary>
    public static string FilterName(Operation operation) => Conventions.Pascal(operation.Name) + "Asks";

    /// <summary>Name of the class that asks a service.</summary>
    public static string ClientName(string service) => Conventions.Pascal(service) + "Client";

    /// <summary>Name of an answer in code.</summary>
    public static string Local(string name) => Conventions.Camel(Conventions.Pascal(name)) + "Answer";
}
