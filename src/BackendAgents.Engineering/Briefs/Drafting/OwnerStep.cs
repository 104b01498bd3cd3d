using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Finds out who owns the rows of each entity, and by which relations.</summary>
internal static class OwnerStep
{
    public static void Find(Draft draft)
    {
        if (draft.NoAuthentication)
            return;
        foreach (var person in draft.Entities.ToList())
        {
            if (draft.Role(person.Noun) is { Kind: not PersonKind.Account } role)
                AccountStep.Link(draft, person, role);
        }

        // First those of whom the brief says it, because others are owned through them.
        foreach (
            var entity in draft
                .Entities.Where(entity => entity.Noun != Draft.Account && draft.Role(entity.Noun) is null)
                .OrderBy(entity =>
                    draft.Facts.Any(fact =>
                        fact is PermitFact { Denied: false } permit
                        && permit.Thing == entity.Noun
                        && (permit.Own || IsPublic(draft, permit.Role))
                    )
                        ? 0
                        : 1
                )
                .ToList()
        )
        {
            OwnerChoice.Choose(draft, entity);
        }

        foreach (
            var permit in draft
                .Facts.OfType<PermitFact>()
                .Where(permit =>
                    permit is { Own: true, Denied: false }
                    && draft.Has(permit.Role)
                    && draft.Has(permit.Thing)
                    && permit.Role != permit.Thing
                )
        )
            Belongs(draft, permit);
        foreach (
            var entity in draft
                .Entities.Where(entity =>
                    entity is { Owner.Count: 0, Known: null or { Audience: "personal" or "shared" } }
                    && entity.Noun != Draft.Account
                    && draft.Role(entity.Noun) is null
                )
                .ToList()
        )
            Held(draft, entity);
        foreach (
            var entity in draft
                .Entities.Where(entity => entity.Owner.Count == 0 && entity.Noun != Draft.Account && draft.Role(entity.Noun) is null)
                .ToList()
        )
            OwnerInheritance.Inherit(draft, entity);
        Audience(draft);
    }

    // What the brief says nothing else about is read by those who read what it is part of.
    private static void Audience(Draft draft)
    {
        foreach (var entity in draft.Entities.Where(static entity => entity.Audience == "internal"))
        {
            if (
                draft.Facts.Any(fact =>
                    fact is MakesFact makes && makes.Thing == entity.Noun && (IsPublic(draft, makes.Role) || makes.Role == Draft.Account)
                )
            )
                entity.Audience = "catalogue";
        }

        // Who stands in the catalogue with its things: actors of movies.
        foreach (
            var entity in draft.Entities.Where(entity =>
                entity is { Known: null, Audience.Length: 0, Owner.Count: 0 } && draft.Role(entity.Noun) is null
            )
        )
        {
            if (
                draft.Relations.Exists(relation =>
                    (relation.Kind == RelationKind.ManyToMany && relation.To == entity.Noun || relation.From == entity.Noun)
                    && draft.Entity(relation.Kind == RelationKind.ManyToMany ? relation.From : relation.To) is { Audience: "catalogue" }
                )
            )
                entity.Audience = "catalogue";
        }

        for (var round = 0; round < 3; round++)
        {
            foreach (var entity in draft.Entities.Where(static entity => entity is { Known: null, Audience.Length: 0, Owner.Count: 0 }))
            {
                if (
                    draft.Role(entity.Noun) is null
                    && draft.Relations.Find(relation =>
                        relation.To == entity.Noun
                        && relation is { Required: true, Kind: not RelationKind.ManyToMany }
                        && relation.From != Draft.Account
                    )
                        is { } parent
                )
                    entity.Audience = draft.Entity(parent.From)!.Audience switch
                    {
                        "published" or "catalogue" => "catalogue",
                        "internal" => "internal",
                        _ => "",
                    };
            }
        }
    }

    // 'Restaurants see their own orders', which customers place: each order is for one of them.
    private static void Belongs(Draft draft, PermitFact permit)
    {
        var thing = draft.Entity(permit.Thing)!;
        if (
            KnowledgeBase.Instance.IsGroup(permit.Role)
            && !thing.OwnerRoles.Contains(permit.Role)
            && thing.Noun != Draft.Account
            && !draft.Relations.Exists(relation =>
                relation.From == permit.Role && relation.To == permit.Thing || relation.To == permit.Role && relation.From == permit.Thing
            )
        )
        {
            draft.Relate(permit.Role, permit.Thing, null, required: true, permit.Sentence);
        }
    }

    // 'Users have accounts' without more; or 'users only see their own data', whatever it is.
    private static void Held(Draft draft, DraftEntity entity)
    {
        var own = draft.Facts.OfType<OwnDataFact>().FirstOrDefault();
        var role =
            own is null ? Draft.Account
            : draft.Role(own.Role) is { Kind: PersonKind.Public } ? own.Role
            : Draft.Account;
        var whole = draft.Relations.Exists(relation =>
            relation.To == entity.Noun
            && relation.Required
            && relation.Kind != RelationKind.ManyToMany
            && relation.From != Draft.Account
            && draft.Entity(relation.From) is not { Known.Lookup: true }
        );
        if (
            draft.Relations.Find(relation =>
                relation.To == entity.Noun
                && relation is { Required: true, Kind: RelationKind.OneToMany, Sources.Count: > 0, Name: "user" }
                && relation.From == Draft.Account
            ) is
            { } held
        )
            OwnerPath.Set(entity, [held], Draft.Account);
        else if (
            entity.Known is null
            && draft.Relations.Find(relation =>
                relation.To == entity.Noun
                && relation is { Required: true, Kind: RelationKind.OneToMany, Sources.Count: > 0 }
                && draft.Role(relation.From) is { Kind: PersonKind.Public }
                && draft.Entity(relation.From)!.Owner.Count == 1
                && relation.Name == Conventions.Camel(relation.From)
            )
                is { } theirs
        )
            OwnerPath.Set(entity, [theirs, .. draft.Entity(theirs.From)!.Owner], theirs.From);
        else if (
            own is not null
            && !whole
            && (entity.Known is not { Lookup: true })
            && !draft.Facts.Any(fact =>
                fact is PermitFact { Denied: false, Deed: not Deed.Read } permit
                && permit.Thing == entity.Noun
                && draft.Role(permit.Role) is { Kind: PersonKind.Staff or PersonKind.Admin }
            )
        )
            OwnerChoice.Create(draft, entity, role == Draft.Account ? "owner" : role, role, own.Sentence);
        if (entity.Owner.Count > 0)
            entity.Audience = "personal";
    }

    internal static bool IsPublic(Draft draft, string role) => draft.Role(role) is { Kind: PersonKind.Public };
}
