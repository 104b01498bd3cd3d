using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Chooses whose the rows of an entity are, from what people do with them and from what is usual.</summary>
internal static class OwnerChoice
{
    public static void Choose(Draft draft, DraftEntity entity)
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
                && (OwnerStep.IsPublic(draft, permit.Role) || permit.Role == Draft.Account)
            )
            .ToList();
        // Who makes a row owns it; else who is restricted to own ones.
        var chosen = own.Find(permit => creators.Exists(creator => creator.Role == permit.Role))
            ?? (own.Exists(static permit => KnowledgeBase.Instance.IsGroup(permit.Role)) ? creators.FirstOrDefault() : null)
            ?? own.Find(permit => OwnerStep.IsPublic(draft, permit.Role) || permit.Role == Draft.Account)
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
                    OwnerPath.Set(entity, way, chosen.Role);
                    assigned.Required = false;
                    return;
                }
            }

            if (
                OwnerPath.Find(
                    draft,
                    entity,
                    chosen.Role,
                    entity is { Known.Audience: "published", Audience: "published" } ? 1 : OwnerPath.MaxHops
                ) is
                { } path
            )
                OwnerPath.Set(entity, path, chosen.Role);
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
            && OwnerPath.Find(draft, entity, role, OwnerPath.MaxHops) is { Count: > 1 } through
        )
        {
            OwnerPath.Set(entity, through, role ?? Draft.Account);
            return;
        }

        // An explicit relation to somebody, as 'a ticket has a requester', comes before a new one.
        var direct = draft.Relations.Find(relation =>
            relation.To == entity.Noun
            && relation.Kind != RelationKind.ManyToMany
            && (relation.From == Draft.Account || (role is not null && relation.From == role))
            && (
                relation.Name == Conventions.Camel(owner)
                || (role is not null && relation.Name == Conventions.Camel(role))
                // What a definition leads to is all that there is.
                || relation.Sources.Count > 0 && IsDefined(draft, entity)
            )
        );
        if (direct is not null && OwnerPath.Find(draft, entity, role, OwnerPath.MaxHops) is { } found)
        {
            OwnerPath.Set(entity, found, role ?? Draft.Account);
            return;
        }

        if (!IsDefined(draft, entity))
            Create(draft, entity, role ?? owner, role ?? Draft.Account, sentence: null);
    }

    // What is kept by its form has the relations that stand there, and none besides.
    private static bool IsDefined(Draft draft, DraftEntity entity) => draft.IsDescribed(entity.Noun) && draft.IsKept(entity.Noun);

    public static void Create(Draft draft, DraftEntity entity, string name, string role, int? sentence)
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
                    $"{Conventions.Article(entity.Noun, begins: true)} is made for somebody by an administrator, who alone reads it; "
                        + "give people a record of their "
                        + $"own to let them see theirs."
                )
            );
            return;
        }

        OwnerPath.Set(entity, path, role);
        if (sentence is null)
            draft.Assumptions.Add(
                new Assumption(
                    "entity " + entity.Id,
                    $"Each {entity.Noun} belongs to the {(role == Draft.Account ? "account" : role)} that makes it."
                )
            );
    }
}
