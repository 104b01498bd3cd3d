using System.Globalization;
using System.Text;
using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Coordination.Views;

/// <summary>A blueprint in short: what there is, by name and id, in a fraction of the YAML's size.</summary>
internal static class BlueprintSummary
{
    private const int MaxLength = 12_000;

    public static ViewSection Of(Blueprint blueprint) => new(ViewSections.Blueprint, "text", Write(blueprint));

    private static string Write(Blueprint blueprint)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"service {blueprint.Service.Name}: {blueprint.Service.Title}\n");
        text.Append(CultureInfo.InvariantCulture, $"authentication {blueprint.Authentication.Kind}");
        if (blueprint.Authentication.Account is { } account)
            text.Append(CultureInfo.InvariantCulture, $", account {account}");
        text.Append('\n');
        if (blueprint.Roles.Count > 0)
            text.Append("roles ").AppendJoin(", ", blueprint.Roles.Select(static role => role.Id)).Append('\n');
        foreach (var type in blueprint.Enums)
            text.Append(CultureInfo.InvariantCulture, $"enum {type.Id} {type.Name}: ").AppendJoin('|', type.Values).Append('\n');
        foreach (var entity in blueprint.Entities)
        {
            text.Append(CultureInfo.InvariantCulture, $"entity {entity.Id} {entity.Name}: ")
                .AppendJoin(
                    ", ",
                    entity.Fields.Select(static field =>
                        $"{field.Name} {field.Type}{(field.Required ? "!" : "")}{(field.Unique ? " unique" : "")}"
                    )
                );
            if (entity.Indexes.Count > 0)
                text.Append("; indexes ").AppendJoin(", ", entity.Indexes.Select(static index => index.Id));
            if (entity.Owner.Count > 0)
                text.Append("; owned by way of ").AppendJoin(" > ", entity.Owner);
            text.Append('\n');
        }

        foreach (var (relation, sentence) in BlueprintForm.Sentences(blueprint))
            text.Append(CultureInfo.InvariantCulture, $"relation {relation.Id}: {sentence}\n");
        foreach (var group in blueprint.Operations.GroupBy(static operation => operation.Entity))
        {
            text.Append(CultureInfo.InvariantCulture, $"operations on {group.Key}: ")
                .AppendJoin(
                    ", ",
                    group.Select(static operation =>
                        $"{operation.Id} ({string.Join('/', operation.Access.Select(static rule => $"{rule.Role}:{rule.Scope}"))})"
                    )
                )
                .Append('\n');
        }

        return text.Length <= MaxLength ? text.ToString() : text.ToString(0, MaxLength) + "\n[the rest: team-read, path backend.yaml]";
    }
}
