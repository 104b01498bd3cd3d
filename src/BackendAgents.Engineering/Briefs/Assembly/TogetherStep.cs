using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>Gives an entity the indexes by which no two of its rows are alike in what a brief names.</summary>
internal static class TogetherStep
{
    private const string Nothing = "It names something that such rows don't have.";

    /// <summary>The indexes of an entity; what has no column is noted as open.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="usual">Those that it has anyhow.</param>
    public static IReadOnlyList<EntityIndex> Indexes(Draft draft, DraftEntity entity, IReadOnlyList<EntityIndex> usual)
    {
        var indexes = usual.ToList();
        foreach (var fact in draft.Facts.OfType<TogetherFact>().Where(fact => fact.Thing == entity.Noun))
        {
            var columns = fact.Names.Select(name => Column(draft, entity, name)).ToList();
            if (columns.Contains(null))
            {
                draft.Unplaced.Add(new Unplaced(fact.Sentence, string.Join(", ", fact.Names), Nothing));
                continue;
            }

            if (fact.Names.Count == 1 && entity.Fields.Find(field => Ids.Field(entity, field) == columns[0]) is { } only)
            {
                only.Unique = true;
                draft.Note(fact.Sentence, "field " + columns[0]);
                continue;
            }

            var index = indexes.Find(other => other.Columns.ToHashSet().SetEquals(columns!));
            if (index is null)
                indexes.Add(
                    index = new EntityIndex
                    {
                        Id = $"{entity.Id}-{Conventions.Kebab(string.Join(' ', fact.Names))}-once",
                        Columns = [.. columns.OfType<string>()],
                        Unique = true,
                    }
                );
            draft.Note(fact.Sentence, "index " + index.Id);
        }

        return indexes;
    }

    // 'student id' is the relation to a student, and 'room number' a field.
    private static string? Column(Draft draft, DraftEntity entity, string name)
    {
        if (entity.Field(Conventions.Camel(name)) is { } own)
            return Ids.Field(entity, own);
        var plain = name.EndsWith(" id", StringComparison.Ordinal) ? name[..^3] : name;
        if (
            draft.Relations.Find(relation =>
                relation.To == entity.Noun
                && relation.Kind != RelationKind.ManyToMany
                && (relation.Name == Conventions.Camel(plain) || relation.From == Naming.Name(plain.Split(' ')))
            ) is
            { } relation
        )
            return relation.Id;
        return FieldTypes.Find(name) is { } known && entity.Field(known.Name) is { } field ? Ids.Field(entity, field) : null;
    }
}
