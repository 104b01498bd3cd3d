using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Emitters.AspNetCore;

/// <summary>The records of what a call takes and answers.</summary>
internal static class CallFiles
{
    /// <summary>Writes the records of the calls of an entity.</summary>
    public static void Write(CodeWriter text, ServiceModel model, Entity entity)
    {
        foreach (var operation in model.Index.OperationsOf(entity.Id))
        {
            if (operation.Input.Count > 0)
                Input(text, model, operation);
            if (operation.Output.Count > 0)
                Output(text, model, operation);
        }
    }

    /// <summary>The fields that the calls of an entity bring with them.</summary>
    public static IEnumerable<Field> Fields(ServiceModel model, Entity entity) =>
        model
            .Index.OperationsOf(entity.Id)
            .SelectMany(static operation => operation.Input.Concat(operation.Output.Select(static value => value.AsField())));

    /// <summary>An input that passed validation as a C# expression: its default where the caller sent none.</summary>
    public static string Value(ServiceModel model, Field field)
    {
        var sent = "request." + ServiceModel.Property(field);
        return field.Type == FieldType.Json ? sent
            : field.Default is { } fallback ? $"({sent} ?? {model.Value(field, fallback)})"
            : !field.Required ? sent
            : ServiceModel.IsReference(field) ? sent + "!"
            : sent + "!.Value";
    }

    private static void Input(CodeWriter text, ServiceModel model, Operation operation)
    {
        var entity = CallTraits.Input(operation);
        text.Line($"/// <summary>What it takes to {CSharp.Comment(Conventions.Phrase(operation.Name))}.</summary>");
        text.Block($"public sealed record {entity.Name}", body =>
        {
            ContractFiles.Members(model, entity).Write(body);
            ContractFiles.Validate(body, model, entity, [], []);
        });
        text.Line();
    }

    private static void Output(CodeWriter text, ServiceModel model, Operation operation)
    {
        text.Line($"/// <summary>What {CSharp.Comment(Conventions.Phrase(operation.Name))} answers.</summary>");
        text.Block($"public sealed record {CallTraits.OutputName(operation)}", body =>
        {
            var members = new MemberList();
            foreach (var field in operation.Output.Select(static value => value.AsField()))
                Show(members, model, field);
            members.Write(body, isLast: true);
        });
        text.Line();
    }

    /// <summary>A member of an answer.</summary>
    public static void Show(MemberList members, ServiceModel model, Field field) =>
        members.Add(
            $"public required {model.WireType(field)}{(field.Required ? "" : "?")} {ServiceModel.Property(field)} {{ get; init; }}",
            field.Description,
            [.. ContractFiles.Renamed(ServiceModel.Property(field), field.Name)]
        );
}
