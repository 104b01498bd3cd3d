using BackendAgents.Engineering.Blueprints;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Makes names unique, breaks cycles of required relations, and settles what still contradicts.</summary>
internal static class TidyStep
{
    public static void Tidy(Draft draft)
    {
        Names(draft);
        Fields(draft);
        Cycles(draft);
        foreach (
            var field in draft
                .Entities.SelectMany(static entity => entity.Fields)
                .Where(static field =>
                    field is { Required: true, Exposure: FieldExposure.ReadOnly, Default: null } && field.Type != FieldType.Enum
                )
        )
            field.Required = false;
        foreach (var relation in draft.Relations)
        {
            if (!relation.Required && relation.OnDelete != DeleteBehavior.Restrict && relation.Kind != RelationKind.ManyToMany)
                relation.OnDelete = DeleteBehavior.SetNull;
            if (relation.Required && relation.OnDelete == DeleteBehavior.SetNull)
                relation.OnDelete = DeleteBehavior.Restrict;
        }

        foreach (var relation in draft.Relations)
        {
            // Somebody registers before anything else is there.
            if (
                relation.To == Draft.Account
                && relation.Kind != RelationKind.ManyToMany
                && draft.Has(Draft.Account)
                && !draft.NoAuthentication
            )
                (relation.Required, relation.OnDelete) = (false, DeleteBehavior.SetNull);
            if (Conventions.Pascal(relation.Name) == draft.Entity(relation.To)!.Name)
                relation.Name = Conventions.Camel("related " + Conventions.Phrase(relation.Name));
            if (Conventions.Pascal(relation.Inverse) == draft.Entity(relation.From)!.Name)
                relation.Inverse = Conventions.Camel("related " + Conventions.Phrase(relation.Inverse));
        }

        var ids = draft.Entities.Select(static entity => entity.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var relation in draft.Relations)
        {
            relation.Id =
                relation.Kind != RelationKind.ManyToMany
                    ? $"{Conventions.Kebab(relation.To)}-{Conventions.Kebab(relation.Name)}"
                    : $"{Conventions.Kebab(relation.From)}-{Conventions.Kebab(relation.Inverse)}";
            var id = relation.Id;
            for (var i = 2; !ids.Add(relation.Id); i++)
                relation.Id = $"{id}-{i}";
        }
    }

    private static void Names(Draft draft)
    {
        foreach (var entity in draft.Entities)
        {
            if (ReservedNames.Contains(entity.Name))
            {
                var longer = ReservedNames.Longer(entity.Name);
                if (draft.Entities.Exists(other => other.Name == longer))
                    longer += "Record";
                draft.Assumptions.Add(
                    new Assumption(entity.Noun, $"It is called {longer}: {entity.Name} is a name that the service has itself.")
                );
                entity.Name = longer;
            }
        }
    }

    // A field may not be called like a relation of its entity, nor like the collection of what refers to it.
    private static void Fields(Draft draft)
    {
        foreach (var entity in draft.Entities)
        {
            foreach (var field in entity.Fields.Where(field => Conventions.Pascal(field.Name) == entity.Name).ToList())
            {
                entity.Fields.Remove(field);
                draft.Unplaced.Add(new Unplaced(field.Sources.FirstOrDefault(1), field.Name, "A field can't be called like its entity."));
            }

            var taken = draft
                .Relations.Where(relation => relation.To == entity.Noun)
                .SelectMany(static relation => new[] { relation.Name, relation.Name + "Id" })
                .Concat(draft.Relations.Where(relation => relation.From == entity.Noun).Select(static relation => relation.Inverse))
                .ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var field in entity.Fields.Where(field => taken.Contains(field.Name)).ToList())
            {
                var relation = draft.Relations.Find(other =>
                    other.To == entity.Noun && string.Equals(other.Name, field.Name, StringComparison.OrdinalIgnoreCase)
                );
                relation?.Sources.UnionWith(field.Sources);
                entity.Fields.Remove(field);
                entity.Checks.RemoveAll(check =>
                    check.Left.EndsWith("-" + Conventions.Kebab(field.Name), StringComparison.Ordinal)
                    || check.Right?.EndsWith("-" + Conventions.Kebab(field.Name), StringComparison.Ordinal) == true
                );
            }
        }
    }

    private static void Cycles(Draft draft)
    {
        var state = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entity in draft.Entities)
            Visit(entity.Noun);

        void Visit(string noun)
        {
            if (state.GetValueOrDefault(noun) != 0)
                return;
            state[noun] = 1;
            foreach (
                var relation in draft
                    .Relations.Where(relation => relation.To == noun && relation.Required && relation.Kind != RelationKind.ManyToMany)
                    .ToList()
            )
            {
                if (state.GetValueOrDefault(relation.From) == 1)
                    (relation.Required, relation.OnDelete) = (false, DeleteBehavior.SetNull);
                else
                    Visit(relation.From);
            }

            state[noun] = 2;
        }
    }
}
