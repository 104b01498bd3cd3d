using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Adds what such entities usually have and the brief does not say.</summary>
internal static class KnowledgeStep
{
    // From so many named fields on, the brief is taken for complete.
    private const int Complete = 3;

    public static void Enrich(Draft draft)
    {
        if (draft.IsPlain)
        {
            foreach (var entity in draft.Entities)
                Fields(draft, entity);
            return;
        }

        for (var i = 0; i < draft.Entities.Count; i++)
        {
            var entity = draft.Entities[i];
            foreach (var child in entity.Known?.Children ?? [])
                Child(draft, entity, child);
            foreach (var need in entity.Known?.Needs.Where(need => !draft.Has(need) && !IsMet(draft, entity, need)) ?? [])
                draft.Add(need, null);
        }

        for (var i = 0; i < draft.Entities.Count; i++)
        {
            if (draft.Entities[i].Known is { } known)
                References(draft, draft.Entities[i], known);
        }

        Kinds(draft);
        Lookups(draft);
        foreach (var entity in draft.Entities)
            Fields(draft, entity);
    }

    // What lies in a cart of meals are meals, and no products.
    private static bool IsMet(Draft draft, DraftEntity entity, string need) =>
        (entity.Known?.Children ?? [])
            .Select(static child => KnowledgeBase.Instance.Entity(child))
            .SelectMany(static child => child?.References ?? [])
            .Any(reference => reference.To.Contains(need) && reference.To.Exists(draft.Has));

    private static void Child(Draft draft, DraftEntity parent, string child)
    {
        if (draft.Has(child))
            return;
        var known = KnowledgeBase.Instance.Entity(child)!;
        // 'an order has items': the lines are there already under the brief's own name.
        var own = draft.Relations.Find(relation => relation.From == parent.Noun && relation.To is "item" or "line" or "position");
        if (own is not null || !known.References.Skip(1).All(reference => reference.To.Exists(draft.Has)))
            return;
        if (
            parent.Noun == "order"
            && draft.Relations.Exists(relation => relation.To == "order" && known.References[1].To.Contains(relation.From))
        )
            return;
        draft.Add(child, null);
        draft.Assumptions.Add(
            new Assumption(
                "entity " + Conventions.Kebab(child),
                $"What stands in {Conventions.Article(parent.Noun)} is kept as {Vocabulary.Plural(child)}."
            )
        );
    }

    private static void References(Draft draft, DraftEntity entity, KnownEntity known)
    {
        if (
            known.Contains.Find(draft.Has) is { } part
            && !draft.Relations.Exists(relation =>
                relation.From == entity.Noun && relation.To == part || relation.From == part && relation.To == entity.Noun
            )
            && !draft.Entities.Exists(between =>
                draft.Relations.Exists(relation => relation.To == between.Noun && relation.From == entity.Noun)
                && draft.Relations.Exists(relation => relation.To == between.Noun && relation.From == part)
            )
        )
        {
            draft.RelateMany(entity.Noun, part, sentence: null);
            draft.Assumptions.Add(
                new Assumption("entity " + entity.Id, $"{Conventions.Article(entity.Noun, begins: true)} holds {Vocabulary.Plural(part)}.")
            );
        }

        foreach (var reference in known.References)
        {
            if (
                draft.Relations.Exists(relation =>
                    relation.To == entity.Noun
                    && reference.To.Contains(relation.From)
                    && relation.Kind != RelationKind.ManyToMany
                    && reference.Name is null
                ) || reference.Unless.Exists(draft.Has)
            )
            {
                continue;
            }

            if (
                reference.To.Find(noun => noun != entity.Noun && draft.Has(noun)) is not { } to
                || draft.Relations.Exists(relation => relation.From == entity.Noun && relation.To == to)
                || (
                    reference.Name is not null
                    && draft.Relations.Exists(relation =>
                        relation.To == entity.Noun && relation.From == to && relation.Name == reference.Name
                    )
                )
            )
            {
                continue;
            }

            var relation = draft.Relate(to, entity.Noun, reference.Name, reference.Required, sentence: null);
            if (relation is null)
                continue;
            relation.OnDelete = reference.OnDelete switch
            {
                "cascade" => DeleteBehavior.Cascade,
                _ => reference.Required ? DeleteBehavior.Restrict : DeleteBehavior.SetNull,
            };
            if (reference.Inverse is { } inverse && !draft.Relations.Exists(other => other.From == to && other.Inverse == inverse))
                relation.Inverse = inverse;
            draft.Assumptions.Add(
                new Assumption(
                    "entity " + entity.Id,
                    $"{Conventions.Article(entity.Noun, begins: true)} refers to {Conventions.Article(to)}"
                        + (reference.Required ? "." : ", where there is one.")
                )
            );
        }
    }

    // Where there are tickets and ticket types, each ticket is of a type.
    private static void Kinds(Draft draft)
    {
        foreach (
            var kind in draft
                .Entities.Where(static entity =>
                    entity.Noun.EndsWith(" type", StringComparison.Ordinal)
                    || entity.Noun.EndsWith(" category", StringComparison.Ordinal)
                    || entity.Noun.EndsWith(" model", StringComparison.Ordinal)
                )
                .ToList()
        )
        {
            var noun = kind.Noun[..kind.Noun.LastIndexOf(' ')];
            if (
                !draft.Has(noun)
                || draft.Relations.Exists(relation =>
                    (relation.From == kind.Noun && relation.To == noun) || (relation.To == kind.Noun && relation.From == noun)
                )
            )
                continue;
            if (draft.Relate(kind.Noun, noun, null, required: true, sentence: null) is { } relation)
            {
                relation.OnDelete = DeleteBehavior.Restrict;
                draft.Assumptions.Add(new Assumption("entity " + draft.Entity(noun)!.Id, $"Each {noun} is of one {kind.Noun}."));
            }
        }
    }

    // 'Articles, categories and tags': names to choose from that belong to nothing are for what is spoken of beside them.
    private static void Lookups(Draft draft)
    {
        foreach (
            var lookup in draft
                .Entities.Where(entity =>
                    (
                        entity.Known is { Lookup: true }
                        || entity.Known is null && draft.Role(entity.Noun) is null && KnowledgeBase.Instance.LooksLikePerson(entity.Noun)
                    ) && !draft.Relations.Exists(relation => relation.From == entity.Noun || relation.To == entity.Noun)
                )
                .ToList()
        )
        {
            var holders = draft
                .Entities.Where(entity =>
                    entity.Sources.Overlaps(lookup.Sources)
                    && entity != lookup
                    && entity.Noun != Draft.Account
                    && draft.Role(entity.Noun) is null
                    && entity.Known is not { Lookup: true }
                    && (entity.Known is not null || lookup.Known is not null)
                    && entity.Known
                        is null
                            or { Audience: "catalogue" or "published" or "shared", Transactional: false, References.Count: 0 }
                )
                .ToList();
            if (holders.FirstOrDefault() is not { } holder)
                continue;
            var relation = lookup.Known is { Shared: true }
                ? draft.RelateMany(holder.Noun, lookup.Noun, sentence: null)
                : draft.Relate(lookup.Noun, holder.Noun, null, required: false, sentence: null);
            if (relation is not null)
                draft.Assumptions.Add(
                    new Assumption(
                        "entity " + holder.Id,
                        $"{Conventions.Article(holder.Noun, begins: true)} has "
                            + $"{(lookup.Known is { Shared: true } ? Vocabulary.Plural(lookup.Noun) : Conventions.Article(lookup.Noun))}, "
                            + "which the brief names beside it."
                    )
                );
        }
    }

    private static void Fields(Draft draft, DraftEntity entity)
    {
        var added = new List<string>();
        var refers = draft
            .Relations.Where(relation => relation.To == entity.Noun && relation.Kind != RelationKind.ManyToMany)
            .Select(static relation => relation.From)
            .ToHashSet(StringComparer.Ordinal);
        // What a list, a table or a definition describes has what stands there, and nothing besides.
        var described = draft.IsDescribed(entity.Noun);
        // Relations that the brief names describe an entity as well as fields do.
        var named =
            entity.Explicit == 0 && !described
                ? 0
                : draft.Relations.Count(relation =>
                    relation.To == entity.Noun && relation.Sources.Count > 0 && relation.From != Draft.Account
                );
        foreach (var spec in draft.IsPlain && entity.Noun != Draft.Account || !Fits(entity) ? [] : entity.Known?.Specs ?? [])
        {
            if (
                entity.Fields.Count >= Draft.MaxFields
                || described && entity.Field(spec.Name) is null && !IsLogin(entity, spec)
                || spec.Type == FieldType.Enum && spec.Name == "status" && entity.Fields.Exists(IsState)
                || (entity.Explicit + named >= Complete && !spec.Core)
                || (spec.With.Count > 0 && !spec.With.Any(draft.Has))
                || spec.Without.Any(noun => refers.Contains(noun) || (noun[0] == '*' && draft.Has(noun[1..])))
            )
            {
                continue;
            }

            if (
                entity.Field(spec.Name) is not null
                || spec.Alternatives.Any(alternative => entity.Field(alternative) is not null)
                || draft.Relations.Exists(relation =>
                    relation.To == entity.Noun && (relation.Name == spec.Name || spec.Alternatives.Contains(relation.Name))
                )
                || draft.Relations.Exists(relation => relation.From == entity.Noun && relation.Inverse == spec.Name)
            )
            {
                Adopt(entity, spec);
                continue;
            }

            entity.Fields.Add(DraftField.Of(spec));
            added.Add(spec.Name);
        }

        var unknown = entity.Known is null || draft.IsPlain && entity.Fields.Count == 0;
        // What joins two things needs no name of its own.
        var joins = draft.Facts.OfType<LinkFact>().Count(link => link.Stated && link.From == entity.Noun) > 1;
        if (
            unknown
            && !joins
            && !entity.Fields.Any(static field => field.Type is FieldType.String)
            && entity.Explicit + named < (described ? 1 : 2)
        )
        {
            var twin = draft.Relations.Exists(relation => relation.To == entity.Noun && relation.Name == "name");
            if (entity.Field("name") is null && !twin)
            {
                entity.Fields.Insert(
                    0,
                    DraftField.Of(
                        new FieldSpec
                        {
                            Name = "name",
                            Type = FieldType.String,
                            Length = 200,
                            Required = true,
                        }
                    )
                );
                added.Add("name");
                if (!draft.IsPlain && entity.Explicit == 0 && KnowledgeBase.Instance.Person(entity.Noun) == PersonKind.None)
                {
                    entity.Fields.Add(
                        DraftField.Of(
                            new FieldSpec
                            {
                                Name = "description",
                                Type = FieldType.Text,
                                Length = 5000,
                            }
                        )
                    );
                    added.Add("description");
                }
            }
        }

        foreach (var (first, second) in (entity.Known?.Order ?? []).Zip((entity.Known?.Order ?? []).Skip(1)))
        {
            if (entity.Field(first) is { } left && entity.Field(second) is { } right && left.Type == right.Type)
                ConstraintStep.Add(entity, left, right, strict: left.Type != FieldType.Date);
        }

        if (added.Count > 0)
            draft.Assumptions.Add(
                new Assumption(
                    "entity " + entity.Id,
                    $"{Conventions.Article(entity.Noun, begins: true)} has {string.Join(", ", added)}; the brief does not name "
                        + (added.Count == 1 ? "it." : "them.")
                )
            );
    }

    // A ticket with a price and a seat is none of a help desk: of what is described by nothing that such things have nothing is known.
    private static bool Fits(DraftEntity entity) =>
        entity.Noun == Draft.Account
        || entity.Explicit < 2
        || entity.Known is not { } known
        || known.Specs.Any(spec => spec.Alternatives.Prepend(spec.Name).Any(name => !s_anyThings.Contains(name) && IsSaid(entity, name)));

    private static bool IsSaid(DraftEntity entity, string name) => entity.Field(name) is { FromBrief: true };

    // What things of any kind have.
    private static readonly string[] s_anyThings = ["name", "title", "description"];

    // Without it nobody could log in.
    private static bool IsLogin(DraftEntity entity, FieldSpec spec) => entity.Noun == Draft.Account && spec.Name == "email";

    // A state that the brief names takes the place of the usual one.
    private static bool IsState(DraftField field) =>
        field is { FromBrief: true, Values.Count: > 1 } && field.Name is "state" or "stage" or "phase";

    // What the brief named without saying more takes over what is usual: the values of a status, the uniqueness of a code.
    private static void Adopt(DraftEntity entity, FieldSpec spec)
    {
        if (entity.Field(spec.Name) is not { } field)
            return;
        if (field.Values.Count == 0 && spec.Type == FieldType.Enum && field.Spec.Type == FieldType.Enum)
        {
            field.Values.AddRange(spec.Values);
            field.Default ??= spec.Default;
            field.Spec = field.Spec with { Type = FieldType.Enum };
        }

        field.Unique |= spec.Unique;
        field.Required |=
            spec is { Required: true, Core: true } && !entity.Fields.Contains(field) | field.Type != FieldType.Text | spec.Core;
    }
}
