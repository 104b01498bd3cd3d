using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Expressions;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Capabilities.GraphQl;

/// <summary>Writes the types of what subscribers are told.</summary>
internal static class SubscriptionTypes
{
    /// <summary>The type of what a subscription tells.</summary>
    public static string Event(GraphModel model, GraphSubscription told) => model.FreeName(Conventions.Pascal(told.Name) + "Event");

    /// <summary>What a subscription is for, in a line.</summary>
    public static string Meaning(GraphSubscription told) =>
        (told.Event.Description.Length > 0 ? told.Event.Description.TrimEnd('.') : Conventions.Phrase(told.Event.Name))
        + $", of every {Conventions.Phrase(told.Entity.Name)} that the caller may read, or of the one that is named.";

    public static void Write(CodeWriter text, GraphModel model, GraphSubscription told)
    {
        var payload = model.FreeName(Conventions.Pascal(told.Name) + "Payload");
        text.Line(
            $$""""
            """What is told of {{Conventions.Phrase(told.Event.Name)}}."""
            type {{Event(model, told)}} {
              """Names the event; the same for all who are told of it."""
              id: ID!
              """When it happened."""
              occurredAt: DateTime!
            """"
        );
        if (told.Payload.Count > 0)
            text.Line($"  \"\"\"What it tells, as it was when it happened.\"\"\"\n  payload: {payload}!");
        text.Line($"  \"\"\"The row, as it is by now.\"\"\"\n  row: {GraphModel.TypeName(SchemaBuilder.Resource(told.Entity))}!\n}}\n");
        if (told.Payload.Count == 0)
            return;
        text.Line($"\"\"\"Values of {Conventions.Phrase(told.Event.Name)}.\"\"\"\ntype {payload} {{");
        foreach (var (name, value) in told.Payload)
            text.Line($"  {name}: {Type(model, value.Type)}{(value.Type.IsNullable ? "" : "!")}");
        text.Line("}\n");
    }

    private static string Type(GraphModel model, ExpressionType type) =>
        type.Kind switch
        {
            ValueKind.Bool => "Boolean",
            ValueKind.Int => "Int",
            ValueKind.Long => "Long",
            ValueKind.Decimal or ValueKind.Double => "Decimal",
            ValueKind.Date => "Date",
            ValueKind.Time => "Time",
            ValueKind.Timestamp => "DateTime",
            ValueKind.Id => "ID",
            ValueKind.Enum when model.Plan.Contract.Schema(type.Enum!.Name) is { } named && GraphModel.IsNameable(named) =>
                GraphModel.TypeName(named.Name),
            _ => "String",
        };
}
