using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Owns with its whole what is a part of something owned: lines of an order, payments of a booking.</summary>
internal static class OwnerInheritance
{
    // What has no owner of its own and needs an owned thing is owned with it: lines of an order, payments of a booking.
    public static void Inherit(Draft draft, DraftEntity entity)
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
                && draft.Entity(relation.From) is { Owner.Count: > 0 and < OwnerPath.MaxHops }
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
                && draft.Entity(relation.From) is { Owner.Count: > 0 and < OwnerPath.MaxHops }
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
                && draft.Entity(relation.From) is { Audience: "published", Owner.Count: > 0 and < OwnerPath.MaxHops }
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
                pair.owner.Owner.Count is > 0 and < OwnerPath.MaxHops && pair.owner.Audience is not ("published" or "catalogue")
            );
        if (parent.relation is null || draft.Role(parent.owner.Noun) is not null && entity.Known is null && entity.Audience != "personal")
            return;
        entity.Owner = [parent.relation, .. parent.owner.Owner];
        entity.OwnerRoles.UnionWith(parent.owner.OwnerRoles);
        if (entity.Audience is "" or "shared" || staffless)
            entity.Audience = parent.owner.Audience is "internal" or "shared" ? parent.owner.Audience : "personal";
    }
}
