using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Finds out who owns the rows of each entity, and by which relations.</summary>
internal static class OwnerStep
{
    private const int MaxHops = 4;

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
            Choose(draft, entity);
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
            Inherit(draft, entity);
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
            Set(entity, [held], Draft.Account);
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
            Set(entity, [theirs, .. draft.Entity(theirs.From)!.Owner], theirs.From);
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
            Create(draft, entity, role == Draft.Account ? "owner" : role, role, own.Sentence);
        if (entity.Owner.Count > 0)
            entity.Audience = "personal";
    }

    private static void Choose(Draft draft, DraftEntity entity)
    {
        var permits = draft
            .Facts.OfType<PermitFact>()
            .Where(permit => permit.Thing == entity.Noun && !permit.Denied && permit.Role is not ("" or "*"))
            .ToList();
        var own = permits.Where(static permit => permit.Own).ToList();
        var made = permits.Exists(static permit => permit.Deed is Deed.Create or Deed.Manage);
        var creators = permits
            .Where(permit =>
                (permit.Deed is Deed.Create or Deed.Manage || !made && permit is { Deed: Deed.State, Verb: "publish" })
                && (IsPublic(draft, permit.Role) || permit.Role == Draft.Account)
            )
            .ToList();
        // Who makes a row owns it; else who is restricted to own ones.
        var chosen = own.Find(permit => creators.Exists(creator => creator.Role == permit.Role))
            ?? (own.Exists(static permit => KnowledgeBase.Instance.IsGroup(permit.Role)) ? creators.FirstOrDefault() : null)
            ?? own.Find(permit => IsPublic(draft, permit.Role) || permit.Role == Draft.Account)
            ?? own.FirstOrDefault()
            ?? (
                entity.Known is { Audience: "catalogue", Owner: null } && creators.TrueForAll(creator => creator.Role == Draft.Account)
                    ? null
                    : creators.FirstOrDefault()
            );
        if (chosen is not null)
        {
            // What some see only of their own is no public catalogue.
            if (chosen is { Own: true, Deed: Deed.Read } && entity.Audience == "catalogue")
                entity.Audience = "personal";
            // A nameless assignment is to that very role.
            if (
                draft.Relations.Find(relation =>
                    relation.To == entity.Noun && relation.Name == "assignee" && relation.From == draft.Principal(chosen.Role)
                ) is
                { } assigned
            )
            {
                List<DraftRelation> way = [assigned];
                if (
                    assigned.From != Draft.Account
                    && draft.Relations.Find(other => other.To == assigned.From && other.From == Draft.Account && other.Name == "user")
                        is { } account
                )
                    way.Add(account);
                if (way[^1].From == Draft.Account)
                {
                    Set(entity, way, chosen.Role);
                    assigned.Required = false;
                    return;
                }
            }

            if (
                Path(draft, entity, chosen.Role, entity is { Known.Audience: "published", Audience: "published" } ? 1 : MaxHops) is { } path
            )
                Set(entity, path, chosen.Role);
            else
                Create(
                    draft,
                    entity,
                    chosen.Role == Draft.Account ? entity.Known?.Owner ?? (entity.Known is null ? "owner" : Draft.Account) : chosen.Role,
                    chosen.Role,
                    chosen.Sentence
                );
            return;
        }

        // Questions of a quiz stand in it, and are not their author's as those of a forum are.
        if (entity.Audience == "catalogue" && entity.Known is { Audience: not "catalogue" })
            return;
        if (
            entity.Known is not { Owner: { } owner } known
            || permits.Exists(permit =>
                permit.Deed == Deed.Manage && draft.Role(permit.Role) is { Kind: PersonKind.Admin or PersonKind.Staff }
            )
                && known.Audience != "personal"
        )
            return;
        // Common data that only staff work with is internal where customers have accounts, too.
        if (
            known is { Audience: "shared" }
            && draft.Roles.Exists(static candidate => candidate.Kind == PersonKind.Public)
            && permits.Count > 0
            && permits.TrueForAll(permit => draft.Role(permit.Role) is { Kind: PersonKind.Staff or PersonKind.Admin })
        )
        {
            entity.Audience = "internal";
            return;
        }

        // Staff who keep such rows of themselves: time entries of lawyers.
        if (
            known is { Audience: "personal", OwnerMay.Count: 0, Transactional: false }
            && permits.Where(static permit => permit.Deed == Deed.Create).Select(static permit => permit.Role).Distinct().ToList()
                is [var maker]
            && draft.Role(maker) is { Kind: PersonKind.Staff }
        )
        {
            Create(draft, entity, maker, maker, permits[0].Sentence);
            return;
        }

        // What belongs to something owned is owned with it.
        if (
            known.Audience is "personal" or "shared"
            && permits.Count == 0
            && draft.Role(owner) is null
            && !known.OwnerRoles.Exists(name => draft.Role(name) is not null)
            && draft.Relations.Exists(relation =>
                relation.To == entity.Noun
                && relation.Required
                && relation.Kind != RelationKind.ManyToMany
                && draft.Entity(relation.From) is { Audience: "personal" or "internal" or "", Owner.Count: > 0 }
            )
        )
        {
            return;
        }

        var role = known.OwnerRoles.Find(name => draft.Role(name) is not null)
            ?? (draft.Role(owner) is { Kind: PersonKind.Public or PersonKind.Staff } ? owner : null)
            ?? (
                known.Audience is "personal" && owner is not ("sender" or "owner" or "user" or "author" or "creator" or "starter")
                    ? draft.Roles.Find(static candidate => candidate.Kind == PersonKind.Public)?.Name
                    : null
            );
        if (
            known.Audience == "personal"
            && (
                known.References.Count > 0
                || draft.Relations.Exists(relation =>
                    relation.To == entity.Noun && relation is { Required: true, Sources.Count: > 0 } && relation.From != Draft.Account
                )
            )
            && Path(draft, entity, role, MaxHops) is { Count: > 1 } through
        )
        {
            Set(entity, through, role ?? Draft.Account);
            return;
        }

        // An explicit relation to somebody, as 'a ticket has a requester', comes before a new one.
        var direct = draft.Relations.Find(relation =>
            relation.To == entity.Noun
            && relation.Kind != RelationKind.ManyToMany
            && (relation.From == Draft.Account || (role is not null && relation.From == role))
            && (relation.Name == Conventions.Camel(owner) || (role is not null && relation.Name == Conventions.Camel(role)))
        );
        if (direct is not null && Path(draft, entity, role, MaxHops) is { } found)
        {
            Set(entity, found, role ?? Draft.Account);
            return;
        }

        Create(draft, entity, role ?? owner, role ?? Draft.Account, sentence: null);
    }

    private static void Create(Draft draft, DraftEntity entity, string name, string role, int? sentence)
    {
        var principal = draft.Principal(role);
        if (
            principal == Draft.Account
            && role != Draft.Account
            && sentence is not null
            && !EntityStep.IsMadeByOwner(entity.Known)
            && draft.Role(role) is { } kind
            && !draft.Facts.Any(fact =>
                fact is PermitFact { Denied: false } permit
                && (permit.Deed is not Deed.Read and not Deed.State || permit.Verb == "publish")
                && permit.Thing == entity.Noun
                && permit.Role == role
            )
        )
        {
            // Others make the row, so they must be able to name whose it is.
            if (draft.Add(role, sentence) is { } person)
            {
                person.Fields.Add(
                    new DraftField
                    {
                        Name = "name",
                        Spec = new FieldSpec
                        {
                            Name = "name",
                            Type = FieldType.String,
                            Length = 200,
                            Personal = true,
                        },
                        Required = true,
                    }
                );
                AccountStep.Link(draft, person, kind);
                principal = role;
            }
        }

        var single = entity.Known is { Single: true } && entity.Explicit == 0;
        var relation = draft.Relate(
            principal,
            entity.Noun,
            name,
            required: true,
            sentence,
            single ? RelationKind.OneToOne : RelationKind.OneToMany
        );
        if (relation is null)
            return;
        relation.OnDelete = entity.Known is { Transactional: true } ? DeleteBehavior.Restrict : DeleteBehavior.Cascade;
        relation.Required = true;
        var path = new List<DraftRelation> { relation };
        if (principal != Draft.Account)
        {
            if (
                draft.Relations.Find(other => other.To == principal && other.From == Draft.Account && other.Name == "user")
                is not { } account
            )
                return;
            path.Add(account);
        }

        // Rows that others make: the account is named by them, not taken from the caller, so it is no owner path of one step.
        if (
            path.Count == 1
            && entity.Known is { OwnerMay.Count: > 0 } known
            && !known.OwnerMay.Contains("create")
            && !draft.Facts.Any(fact =>
                fact is PermitFact { Deed: Deed.Create, Denied: false } permit && permit.Thing == entity.Noun && permit.Role == role
            )
        )
        {
            draft.Assumptions.Add(
                new Assumption(
                    "entity " + entity.Id,
                    $"A {entity.Noun} is made for somebody by an administrator, who alone reads it; give people a record of their "
                        + $"own to let them see theirs."
                )
            );
            return;
        }

        Set(entity, path, role);
        if (sentence is null)
            draft.Assumptions.Add(
                new Assumption(
                    "entity " + entity.Id,
                    $"Each {entity.Noun} belongs to the {(role == Draft.Account ? "account" : role)} that makes it."
                )
            );
    }

    // What has no owner of its own and needs an owned thing is owned with it: lines of an order, payments of a booking.
    private static void Inherit(Draft draft, DraftEntity entity)
    {
        // Menus and dishes of a restaurant that acts for itself are its own.
        if (
            entity.Audience is "catalogue" or "published"
            && entity.Known is not { Lookup: true }
            && !draft.Facts.Any(fact => fact is PermitFact { Denied: false, Deed: not Deed.Read } permit && permit.Thing == entity.Noun)
            && draft.Relations.Find(relation =>
                relation.To == entity.Noun
                && relation is { Required: true, Kind: not RelationKind.ManyToMany }
                && KnowledgeBase.Instance.IsGroup(relation.From)
                && draft.Entity(relation.From) is { Owner.Count: > 0 and < MaxHops }
            )
                is { } kept
        )
        {
            entity.Owner = [kept, .. draft.Entity(kept.From)!.Owner];
            entity.OwnerRoles.UnionWith(draft.Entity(kept.From)!.OwnerRoles);
            entity.Audience = "published";
            return;
        }

        // Questions of a survey are its creator's.
        if (
            entity is { Audience: "catalogue", Known.Audience: not "catalogue" }
            && draft.Relations.Find(relation =>
                relation.To == entity.Noun
                && relation is { Required: true, Kind: not RelationKind.ManyToMany }
                && draft.Entity(relation.From) is { Owner.Count: > 0 and < MaxHops }
            )
                is { } survey
        )
        {
            entity.Owner = [survey, .. draft.Entity(survey.From)!.Owner];
            entity.OwnerRoles.UnionWith(draft.Entity(survey.From)!.OwnerRoles);
            entity.Audience = "shared";
            return;
        }

        // Where there is no staff, nothing is internal: sensors of a grower's greenhouses.
        var staffless = entity.Audience == "internal" && draft.Roles.TrueForAll(static role => role.Kind is not PersonKind.Staff);
        if (entity.Audience is "catalogue" or "published" or "internal" or "log" && entity.Known is not null && !staffless)
            return;
        // A fine of a member is the member's own, as far as the member has an account.
        foreach (
            var relation in draft.Relations.Where(relation =>
                relation.To == entity.Noun && relation.Required && relation.Kind != RelationKind.ManyToMany && entity.Audience == "personal"
            )
        )
        {
            if (
                draft.Role(relation.From) is { Kind: PersonKind.Public }
                && draft.Relations.Find(other => other.To == relation.From && other.From == Draft.Account && other.Name == "user")
                    is { } account
            )
            {
                entity.Owner = [relation, account];
                entity.OwnerRoles.Add(relation.From);
                return;
            }
        }

        // Parts of something published are read and written as it is: ticket types of an organiser's event.
        if (
            entity.Known is null
            && draft.Relations.Find(relation =>
                relation.To == entity.Noun
                && relation is { Required: true, Kind: not RelationKind.ManyToMany }
                && draft.Entity(relation.From) is { Audience: "published", Owner.Count: > 0 and < MaxHops }
            )
                is { } part
        )
        {
            var whole = draft.Entity(part.From)!;
            entity.Owner = [part, .. whole.Owner];
            entity.OwnerRoles.UnionWith(whole.OwnerRoles);
            entity.Audience = "published";
            return;
        }

        var parent = draft
            .Relations.Where(relation => relation.To == entity.Noun && relation.Required && relation.Kind != RelationKind.ManyToMany)
            .Select(relation => (relation, owner: draft.Entity(relation.From)!))
            .FirstOrDefault(static pair =>
                pair.owner.Owner.Count is > 0 and < MaxHops && pair.owner.Audience is not ("published" or "catalogue")
            );
        if (parent.relation is null || draft.Role(parent.owner.Noun) is not null && entity.Known is null && entity.Audience != "personal")
            return;
        entity.Owner = [parent.relation, .. parent.owner.Owner];
        entity.OwnerRoles.UnionWith(parent.owner.OwnerRoles);
        if (entity.Audience is "" or "shared" || staffless)
            entity.Audience = parent.owner.Audience is "internal" or "shared" ? parent.owner.Audience : "personal";
    }

    private static void Set(DraftEntity entity, List<DraftRelation> path, string role)
    {
        entity.Owner = path;
        entity.OwnerRoles.Add(role);
        foreach (var relation in path)
            relation.Required |= relation == path[0] && path[0].From != Draft.Account | path.Count == 1;
    }

    // Breadth first over many-to-one relations to the account: by a relation that is named for the role, or over the person's own record.
    private static List<DraftRelation>? Path(Draft draft, DraftEntity entity, string? role, int maxHops)
    {
        var queue = new Queue<List<DraftRelation>>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { entity.Noun };
        queue.Enqueue([]);
        while (queue.TryDequeue(out var path))
        {
            var at = path.Count == 0 ? entity.Noun : path[^1].From;
            foreach (
                var relation in draft.Relations.Where(relation =>
                    relation.To == at && relation.Kind != RelationKind.ManyToMany && relation.From != relation.To
                )
            )
            {
                List<DraftRelation> next = [.. path, relation];
                if (relation.From == Draft.Account)
                {
                    var fits =
                        role is null
                        || role == Draft.Account
                        || relation.Name == Conventions.Camel(role)
                        || at == role
                        || (
                            path.Count > 0
                            && draft.Entity(at)!.OwnerRoles.Contains(role)
                            && draft.Entity(at)!.Owner.FirstOrDefault() == relation
                        )
                        || (
                            path.Count == 0 && draft.Entity(entity.Noun)!.Known?.Owner == relation.Name && draft.Role(relation.Name) is null
                        );
                    if (fits && (draft.Role(at) is null || role is null || at == role || path.Count == 0))
                        return next;
                    continue;
                }

                var parent = draft.Entity(relation.From)!;
                if (
                    next.Count < maxHops
                    && seen.Add(relation.From)
                    && (relation.From == role || parent.Audience is not ("published" or "catalogue"))
                    && (draft.Role(parent.Noun) is null || parent.Noun == role)
                )
                    queue.Enqueue(next);
            }
        }

        return null;
    }

    private static bool IsPublic(Draft draft, string role) => draft.Role(role) is { Kind: PersonKind.Public };
}
