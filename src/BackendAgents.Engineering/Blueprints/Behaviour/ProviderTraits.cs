using System.Collections.Immutable;
using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>What follows from the declaration of a provider, for whoever validates, writes or documents it.</summary>
internal static class ProviderTraits
{
    /// <summary>Table of the questions that are answered.</summary>
    public const string Table = "provider_calls";

    /// <summary>The most seconds of patience: less than the outbox has.</summary>
    public const int MaxTimeout = 25;

    /// <summary>Name of the class of what it is asked.</summary>
    public static string RequestName(Provider provider) => Conventions.Pascal(provider.Name) + "Request";

    /// <summary>Name of the class of what it answers.</summary>
    public static string AnswerName(Provider provider, BlueprintIndex index) =>
        Settling(provider, index) is { } operation ? CallTraits.InputName(operation) : Conventions.Pascal(provider.Name) + "Answer";

    /// <summary>Names of the classes that are made of it.</summary>
    public static IEnumerable<string> Types(Provider provider)
    {
        var name = Conventions.Pascal(provider.Name);
        return [name + "Request", name + "Answer", name + "Calls"];
    }

    /// <summary>The operation that its answers are applied by; null when it has effects of its own.</summary>
    public static Operation? Settling(Provider provider, BlueprintIndex index) =>
        provider.Settle is { } settle ? index.OperationById(settle) : null;

    /// <summary>The fields of its answer: its own, or the input of the call that settles.</summary>
    public static IReadOnlyList<Field> AnswerFields(Provider provider, BlueprintIndex index) =>
        Settling(provider, index)?.Input ?? provider.Answer;

    /// <summary>Its answer as an entity that is stored nowhere, for whatever asks about the fields of one.</summary>
    public static Entity Answer(Provider provider) =>
        new()
        {
            Id = provider.Id + "-answer",
            Name = Conventions.Pascal(provider.Name) + "Answer",
            Fields = provider.Answer,
        };

    /// <summary>Its answer as the input of a call that nobody has, for whatever checks one.</summary>
    public static Operation AsCall(Provider provider) =>
        new()
        {
            Id = provider.Id,
            Name = provider.Name,
            Entity = provider.Entity,
            Kind = OperationKind.Call,
            Input = provider.Answer,
        };

    /// <summary>All effects that its answers and its silence have, those within others, too.</summary>
    public static IEnumerable<Effect> Effects(Provider provider, BlueprintIndex index) =>
        (Settling(provider, index)?.Effects ?? provider.Answered).Concat(provider.Unanswered).SelectMany(EffectTree.All);

    /// <summary>What it is asked, each value with its expression as it is typed.</summary>
    public static IEnumerable<(string Name, Node Value)> Request(Provider provider, BlueprintIndex index)
    {
        var scope = BehaviourScopes.OfRow(index, index.EntityById(provider.Entity)!);
        return provider.Request.Select(pair => (pair.Key, ExpressionReader.Read(pair.Value, scope)));
    }

    /// <summary>What is known where an answer is applied: the row, and what it says.</summary>
    public static ExpressionScope Answered(Provider provider, BlueprintIndex index)
    {
        var sent = BehaviourScopes.Sent(index, AnswerFields(provider, index));
        return BehaviourScopes.OfRow(index, index.EntityById(provider.Entity)!) with
        {
            Inputs = sent.ToImmutableDictionary(static pair => pair.Key, static pair => pair.Value with { From = "answer" }),
            InputName = Settling(provider, index) is null ? "answer" : "input",
        };
    }
}
