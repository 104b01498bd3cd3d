using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Checks.Rules;

/// <summary>Small changes of a blueprint, as fixes need them. Each gives a new blueprint.</summary>
internal static class BlueprintChanges
{
    public static IEnumerable<(Entity Entity, Field Field)> AllFields(this Blueprint blueprint) =>
        blueprint.Entities.SelectMany(static entity => entity.Fields.Select(field => (entity, field)));

    public static Blueprint ChangeField(this Blueprint blueprint, string? id, Func<Field, Field> change) =>
        blueprint with
        {
            Entities =
            [
                .. blueprint.Entities.Select(entity =>
                    entity.Fields.Any(field => field.Id == id)
                        ? entity with
                        {
                            Fields = [.. entity.Fields.Select(field => field.Id == id ? change(field) : field)],
                        }
                        : entity
                ),
            ],
        };

    public static Blueprint ChangeEntity(this Blueprint blueprint, string? id, Func<Entity, Entity> change) =>
        blueprint with
        {
            Entities = [.. blueprint.Entities.Select(entity => entity.Id == id ? change(entity) : entity)],
        };

    public static Blueprint ChangeOperation(this Blueprint blueprint, string? id, Func<Operation, Operation> change) =>
        blueprint with
        {
            Operations = [.. blueprint.Operations.Select(operation => operation.Id == id ? change(operation) : operation)],
        };

    /// <summary>
    /// Access rules with one role put in place of another; a rule that comes out double is kept once, with the wider scope.
    /// </summary>
    public static Operation ReplaceRole(this Operation operation, string from, string to) =>
        operation with
        {
            Access =
            [
                .. operation
                    .Access.Select(rule => rule.Role == from ? rule with { Role = to } : rule)
                    .GroupBy(static rule => rule.Role)
                    .Select(static group => group.OrderBy(static rule => rule.Scope).First()),
            ],
        };

    /// <summary>Whether whoever registers can have a role, without anybody's granting it.</summary>
    public static bool IsOrdinary(this Blueprint blueprint, Role role) =>
        role.SelfRegister || role.Id == blueprint.Authentication.DefaultRole;

    public static bool Writes(this Operation operation) => OperationTraits.Of(operation).Changes;

    public static bool Reads(this Operation operation) => !operation.Writes();

    /// <summary>
    /// Whether a field's or entity's name has one of some words, word by word: 'unitPrice' has 'price', 'enterprise' has not.
    /// </summary>
    public static bool HasWord(this string name, params ReadOnlySpan<string> words)
    {
        foreach (var word in Conventions.Snake(name).Split('_'))
        {
            if (words.Contains(word))
                return true;
        }

        return false;
    }
}
