using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Adds the account, and a role for those who register.</summary>
internal static class AccountStep
{
    public static void Prepare(Draft draft)
    {
        if (draft.NoAuthentication)
        {
            draft.Roles.Clear();
            return;
        }

        var account = draft.Add(Draft.Account, null)!;
        foreach (var fact in draft.Facts)
        {
            if (
                fact
                is RoleFact { Role: Draft.Account }
                    or PermitFact { Role: Draft.Account }
                    or MentionFact { Noun: Draft.Account }
                    or HasFact { Owner: Draft.Account }
                    or FeatureFact { Feature: "authentication" }
                    or ConnectFact { Role: Draft.Account }
            )
                account.Sources.Add(fact.Sentence);
        }

        var users = draft.Facts.Any(static fact =>
            fact
                is RoleFact { Role: Draft.Account }
                    or PermitFact { Role: Draft.Account }
                    or MakesFact { Role: Draft.Account }
                    or ConnectFact { Role: Draft.Account }
        );
        if (!draft.Roles.Exists(static role => role.Kind == PersonKind.Public))
        {
            draft.Roles.Insert(0, new DraftRole(Draft.Account, PersonKind.Account));
            if (users)
                draft.Role(Draft.Account)!.Sources.UnionWith(account.Sources);
            else
                draft.Assumptions.Add(new Assumption("role user", "Whoever registers becomes a 'user'; the brief names no role for it."));
        }

        if (account.Sources.Count == 0)
            draft.Assumptions.Add(
                new Assumption(
                    "entity user",
                    "People log in with an account of e-mail address and password, because rows have owners and roles."
                )
            );
    }

    /// <summary>A person that is an entity of its own is linked to its account.</summary>
    public static void Link(Draft draft, DraftEntity person, DraftRole role)
    {
        var managed = draft.Facts.Any(fact =>
            fact is PermitFact { Deed: Deed.Create or Deed.Manage, Denied: false } permit
            && permit.Thing == person.Noun
            && permit.Role != person.Noun
        );
        var self = role.Kind == PersonKind.Public && !managed;
        var relation = draft.Relate(Draft.Account, person.Noun, "user", required: self, sentence: null, RelationKind.OneToOne);
        if (relation is null)
            return;
        relation.OnDelete = self ? DeleteBehavior.Cascade : DeleteBehavior.SetNull;
        relation.Sources.UnionWith(role.Sources);
        if (self)
        {
            person.Owner = [relation];
            person.OwnerRoles.Add(role.Name);
            draft.Assumptions.Add(
                new Assumption(
                    "entity " + person.Id,
                    $"{Conventions.Article(role.Name, begins: true)} registers an account and creates the own {role.Name} record."
                )
            );
        }
        else
        {
            if (role.Kind == PersonKind.Public && person.Audience.Length == 0)
                person.Audience = "internal";
            draft.Assumptions.Add(
                new Assumption(
                    "entity " + person.Id,
                    $"The record of {Conventions.Article(role.Name)} is kept by staff; it may be linked to an account."
                )
            );
        }
    }
}
