using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Finds the roles: people who do something, or who are called roles.</summary>
internal static class RoleStep
{
    public static void Find(Draft draft)
    {
        draft.NoAuthentication = draft.Facts.Any(static fact => fact is NoAuthenticationFact);
        foreach (var fact in draft.Facts)
        {
            switch (fact)
            {
                case PermitFact { Role: not ("" or "*") } permit:
                    Add(draft, permit.Role, fact.Sentence, acts: true);
                    break;
                case MakesFact { Role: not "" } makes:
                    Add(draft, makes.Role, fact.Sentence, acts: true);
                    break;
                case ConnectFact connect:
                    Add(draft, connect.Role, fact.Sentence, acts: true);
                    break;
                case RoleFact role:
                    Add(draft, role.Role, fact.Sentence, acts: role.IsStated);
                    break;
            }
        }

        if (draft.Role("admin") is null)
        {
            draft.Roles.Add(new DraftRole("admin", PersonKind.Admin));
            if (!draft.NoAuthentication)
                draft.Assumptions.Add(
                    new Assumption("role admin", "There is one administrator role that may do everything; the brief names none.")
                );
        }
    }

    private static void Add(Draft draft, string noun, int sentence, bool acts)
    {
        var kind = KnowledgeBase.Instance.Person(noun);
        if (kind == PersonKind.None)
        {
            var group = KnowledgeBase.Instance.IsGroup(noun);
            if (!acts || Naming.IsKnown(noun) && !group || noun.Length == 0)
                return;
            kind = group ? PersonKind.Public : PersonKind.Staff;
        }

        // Drivers who register cars and reserve spots are customers; those who are given routes are not.
        if (
            noun == "driver"
            && draft.Facts.Any(static fact =>
                fact
                    is MakesFact { Role: "driver", Record: "reservation" or "booking" or "rental" or "order" }
                        or PermitFact { Role: "driver", Own: true, Deed: Deed.Create, Denied: false }
            )
        )
            kind = PersonKind.Public;
        // The owner of nothing that is spoken of owns the business.
        if (
            noun == "owner"
            && !draft.Facts.Any(static fact =>
                fact
                    is HasFact { Part.Head: "owner" }
                        or HasFact { Owner: "owner" }
                        or LinkFact { To: "owner" }
                        or PermitFact { Role: "owner", Own: true }
                        or MakesFact { Role: "owner" }
            )
        )
            kind = PersonKind.Staff;
        if (kind is PersonKind.Anonymous or PersonKind.Account || noun is "nobody" or "noone")
            return;
        // Named once as somebody's attribute or as an entity without doing anything, a person is no role yet.
        if (!acts && kind != PersonKind.Admin && Naming.IsKnown(noun) && KnowledgeBase.Instance.Entity(noun)!.Person)
            return;
        // Who does nothing and is followed, or has albums, is a thing that is kept: artists beside albums and songs.
        if (
            !acts
            && kind == PersonKind.Public
            && draft.Role(noun) is null
            && !draft.Facts.Any(fact =>
                fact is PermitFact permit && permit.Role == noun
                || fact is MakesFact makes && makes.Role == noun
                || fact is ConnectFact connect && connect.Role == noun
            )
            && draft.Facts.Any(fact =>
                fact is ConnectFact { Verb: not "befriend" and not "block" } connect && connect.Thing == noun
                || fact is LinkFact { Stated: true } link && link.To == noun
            )
        )
        {
            return;
        }

        var role = draft.Role(noun);
        if (role is null)
        {
            if (draft.Roles.Count >= 20)
                return;
            draft.Roles.Add(role = new DraftRole(noun, kind));
        }

        role.Sources.Add(sentence);
    }
}
