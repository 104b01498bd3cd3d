using BackendAgents.Engineering.Blueprints.Reading;

namespace BackendAgents.Engineering.Blueprints.Validation;

/// <summary>Relations, their cycles, and owner paths.</summary>
internal static class RelationValidation
{
    public static void Check(ProblemList report)
    {
        var tables = report
            .Blueprint.Entities.Select(Conventions.Table)
            .Append("refresh_tokens")
            .Append("schema_migrations")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < report.Blueprint.Relations.Count; i++)
        {
            var relation = report.Blueprint.Relations[i];
            var path = $"relations[{i}]";
            var from = report.Index.EntityById(relation.From);
            var to = report.Index.EntityById(relation.To);
            report.AddIf(
                from is null,
                BlueprintRules.UnknownReference,
                path,
                $"There is no entity '{NameValidation.Short(relation.From)}'.",
                NameValidation.EntitiesOf(report)
            );
            report.AddIf(
                to is null,
                BlueprintRules.UnknownReference,
                path,
                $"There is no entity '{NameValidation.Short(relation.To)}'.",
                NameValidation.EntitiesOf(report)
            );
            if (from is null || to is null)
                continue;
            report.AddIf(
                relation is { Required: true, OnDelete: DeleteBehavior.SetNull },
                BlueprintRules.SetNull,
                path,
                $"'{relation.Name}' of {to.Name} is required and can't become empty.",
                "Write required: false, or onDelete: restrict (or cascade).",
                ProblemEdit.SetText(path + ".onDelete", "restrict")
            );
            if (Direction(report, relation, from, to, path))
                continue;
            report.AddIf(
                Conventions.Pascal(relation.Name) == to.Name && relation.Kind != RelationKind.ManyToMany,
                BlueprintRules.ReservedName,
                path,
                $"A relation of {to.Name} can't be called like it.",
                "Name what the other one is to it: parent, previous."
            );
            report.AddIf(
                relation.Kind != RelationKind.ManyToMany && (relation.Table ?? relation.FromColumn) is not null,
                BlueprintRules.NotApplicable,
                path,
                $"'{relation.Name}' has no join table, so it names neither 'table' nor 'fromColumn'."
            );
            if (relation.Kind == RelationKind.ManyToMany)
            {
                report.AddIf(
                    relation.Required,
                    BlueprintRules.NotApplicable,
                    path,
                    "A many-to-many relation is not required.",
                    "Remove required.",
                    ProblemEdit.Remove(path + ".required")
                );
                report.AddIf(
                    !tables.Add(Conventions.JoinTable(relation, from)),
                    BlueprintRules.DuplicateName,
                    path,
                    $"The join table '{Conventions.JoinTable(relation, from)}' is there already."
                );
                report.AddIf(
                    Conventions.JoinFromColumn(relation, from) == Conventions.JoinToColumn(relation, to),
                    BlueprintRules.DuplicateName,
                    path,
                    "Both sides of the relation have the same name.",
                    "Name them differently: followers and following."
                );
            }
        }

        if (report.Problems.Count == 0)
        {
            Cycles(report);
            Owners(report);
        }
    }

    // A reference that is called after many, or after the one that holds it, gives away that the sides are exchanged.
    private static bool Direction(ProblemList report, Relation relation, Entity from, Entity to, string path)
    {
        if (relation.Kind != RelationKind.OneToMany || from.Id == to.Id)
            return false;
        var isMany = Conventions.Singular(relation.Name) != relation.Name;
        var isAfterItself = isMany && EndsLike(Conventions.Plural(to), relation.Name);
        var isInverted = isMany && EndsLike(Conventions.Plural(from), relation.Name) && EndsLike(to.Name, relation.Inverse);
        if (!isAfterItself && !isInverted)
            return false;
        var (child, parent) = isInverted ? (from, to) : (to, from);
        var count = relation.Required ? "one" : "at most one";
        var sentence = $"each {Conventions.Phrase(child.Name)} belongs to {count} {Conventions.Phrase(parent.Name)}";
        report.Add(
            BlueprintRules.Direction,
            path,
            $"As written, {RelationSentence.Of(relation, id => id == from.Id ? from.Name : to.Name)}: {to.Name} holds '{relation.Name}Id'.",
            $"If {sentence}, write that sentence in its place.",
            ProblemEdit.Set(path, $"{{\"relation\":\"{sentence}\"}}")
        );
        return true;
    }

    private static bool EndsLike(string entity, string name) =>
        YamlMaps.Squash(entity).EndsWith(YamlMaps.Squash(name), StringComparison.Ordinal);

    // Rows of a cycle of required relations can't be inserted: each needs another first.
    private static void Cycles(ProblemList report)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entity in report.Blueprint.Entities)
        {
            if (Visit(entity.Id))
                report.Add(BlueprintRules.RequiredCycle, "relations", $"{entity.Name} needs a row that needs it first.");
        }

        bool Visit(string id)
        {
            if (done.Contains(id))
                return false;
            if (!open.Add(id))
                return true;
            var cycle = report.Index.RelationsTo(id).Any(relation => relation.Required && Visit(relation.From));
            open.Remove(id);
            done.Add(id);
            return cycle;
        }
    }

    private static string Belongs(ProblemList report, string entity)
    {
        var relations = report
            .Index.RelationsTo(entity)
            .Where(static relation => relation.Kind != RelationKind.ManyToMany)
            .Select(relation => $"{relation.Name} ({report.Index.EntityById(relation.From)?.Name})")
            .ToList();
        return $"{report.Index.EntityById(entity)?.Name} belongs to "
            + $"{(relations.Count > 0 ? string.Join(", ", relations) : "nothing yet")}.";
    }

    private static void Owners(ProblemList report)
    {
        for (var i = 0; i < report.Blueprint.Entities.Count; i++)
        {
            var entity = report.Blueprint.Entities[i];
            var path = $"entities[{i}].owner";
            var at = entity.Id;
            foreach (var step in entity.Owner)
            {
                var relation = report.Index.RelationById(step);
                if (relation is null || relation.To != at || relation.Kind == RelationKind.ManyToMany)
                {
                    report.Add(
                        BlueprintRules.OwnerPath,
                        path,
                        $"'{NameValidation.Short(step)}' is no relation in which {report.Index.EntityById(at)?.Name} is the dependent.",
                        $"{Belongs(report, at)} Name the relations from there, one after the other, up to the account."
                    );
                    break;
                }

                at = relation.From;
            }

            report.AddIf(entity.Owner.Count > 8, BlueprintRules.Limit, path, "An owner path has at most 8 steps.");
            report.AddIf(
                entity.Owner.Count > 0 && at != report.Blueprint.Authentication.Account,
                BlueprintRules.OwnerPath,
                path,
                report.Index.Account is { } account
                    ? $"The owner path of {entity.Name} ends in {report.Index.EntityById(at)?.Name}, not in the account {account.Name}."
                    : $"{entity.Name} has an owner path, but there is no account.",
                report.Index.Account is null
                    ? "Write authentication: { kind: jwt, account: User, login: email, defaultRole: member }, or remove owner."
                    : $"{Belongs(report, at)} Go on from there, or remove owner.",
                ProblemEdit.Remove(path)
            );
        }
    }
}
