using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Contracts;

// What calls take and answer, where that is no row of an entity.
internal static class CallSchemas
{
    public static IEnumerable<HttpSchema> Of(Operation operation, BlueprintIndex index)
    {
        var phrase = Conventions.Phrase(operation.Name);
        if (CallTraits.HasBody(operation))
            yield return new HttpSchema
            {
                Name = CallTraits.InputName(operation),
                Kind = HttpSchemaKind.Input,
                Description = $"What it takes to {phrase}.",
                Properties = [.. operation.Input.Select(field => SchemaBuilder.Input(field, index))],
            };
        if (operation.Output.Count > 0)
            yield return new HttpSchema
            {
                Name = CallTraits.OutputName(operation),
                Kind = HttpSchemaKind.Output,
                Description = $"What {phrase} answers.",
                Properties = [.. operation.Output.Select(value => Value(value, index))],
            };
    }

    private static HttpProperty Value(OutputValue value, BlueprintIndex index) =>
        new(value.Name, ValueModel.Of(value.AsField(), index) with { Nullable = !value.Required }, Required: true)
        {
            ReadOnly = true,
            Description = value.Description,
        };
}
