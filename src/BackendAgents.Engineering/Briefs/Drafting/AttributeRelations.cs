using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Relates an entity to the people and things that it has.</summary>
internal static class AttributeRelations
{
    // 'a pickup branch', 'a home team', 'a target location' where there are storage locations: one of several references to the same thing.
    public static string? Qualified(Draft draft, DraftEntity owner, FactNoun part)
    {
        if (
            part.Words.Any(static word =>
                word is "of" or "number" or "count" or "max" or "maximum" or "min" or "minimum" or "total" or "allowed"
            )
            || part.Words.Count < 2
            || part.Values.Count > 0
            || part.Parts.Count > 0
            || part.Bounds is { Unit: not null } or { MaxLength: not null }
            || KnowledgeBase.Instance.Fields.Phrases.ContainsKey(part.Key)
        )
            return null;
        var head = Naming.Name([part.Head]);
        if (draft.Has(head) && head != Draft.Account)
            return
                draft.Role(head) is { Kind: PersonKind.Admin }
                || head == owner.Noun && part.Words[0] is not ("previous" or "next" or "parent")
                ? null
                : head;
        if (draft.Role(head) is { Kind: PersonKind.Staff or PersonKind.Public } && draft.Has(Draft.Account))
            return Draft.Account;
        var longer = draft
            .Entities.Where(entity => entity != owner && entity.Noun.EndsWith(" " + part.Head, StringComparison.Ordinal))
            .Take(2)
            .ToList();
        return longer.Count == 1 && s_ends.Contains(part.Words[0]) ? longer[0].Noun : null;
    }

    private static readonly HashSet<string> s_ends = new(StringComparer.Ordinal)
    {
        "source",
        "target",
        "start",
        "end",
        "origin",
        "destination",
        "pickup",
        "return",
        "home",
        "away",
        "previous",
        "next",
        "current",
        "old",
        "new",
        "sending",
        "receiving",
        "departure",
        "arrival",
    };

    // 'departments have sub-departments', 'a category has a parent category'.
    public static bool Self(Draft draft, DraftEntity owner, string noun, HasFact has)
    {
        var child =
            noun == "sub-" + owner.Noun || noun == "sub " + owner.Noun || noun == "sub" + owner.Noun || noun == "child " + owner.Noun;
        if (!child && noun != "parent " + owner.Noun && !(noun == "parent" && draft.Role("parent") is null && !has.Many))
            return false;
        draft.Relate(owner.Noun, owner.Noun, "parent", required: false, has.Sentence);
        if (draft.Entity(noun) is { Explicit: 0 } extra && noun != owner.Noun)
            draft.Remove(extra);
        return true;
    }

    // 'employees have a manager', 'each project has a lead and several members': what somebody is for the thing.
    public static bool Post(Draft draft, DraftEntity owner, string noun, HasFact has)
    {
        if (
            draft.NoAuthentication
            || draft.Has(noun)
            || draft.Role(noun) is not null
            || has.Part.Values.Count > 0
            || !(
                KnowledgeBase.Instance.Posts.Contains(noun)
                || has.Many
                    && KnowledgeBase.Instance.Person(noun) is PersonKind.Public or PersonKind.Staff
                    && KnowledgeBase.Instance.Entity(noun) is not { Embed: true }
            )
        )
        {
            return false;
        }

        var people = draft.Entity("employee")
            ?? (KnowledgeBase.Instance.Person(owner.Noun) != PersonKind.None ? owner : draft.Entity(Draft.Account));
        if (people is null)
            return false;
        if (has.Many)
            draft.RelateMany(
                owner.Noun,
                people.Noun,
                Conventions.Camel(Vocabulary.Plural(owner.Noun)),
                Conventions.Camel(Vocabulary.Plural(noun)),
                null,
                has.Sentence
            );
        else
            draft.Relate(people.Noun, owner.Noun, noun, required: false, has.Sentence);
        return true;
    }

    public static void Person(Draft draft, DraftEntity owner, string noun, HasFact has)
    {
        var principal = draft.Principal(noun);
        if (!draft.Has(principal))
        {
            FieldPlacer.Place(draft, owner, has.Part, FieldTypes.Find(has.Part.Key), has.Sentence);
            return;
        }

        if (!has.Many)
            draft.Relate(principal, owner.Noun, noun, has.Part.Bounds?.Required != false, has.Sentence);
        else if (
            draft.Has(noun)
            && (owner.Known is null or { Lookup: false })
            && KnowledgeBase.Instance.Entity(noun) is not { Shared: true }
        )
            draft.Relate(owner.Noun, noun, null, required: false, has.Sentence);
        else
            draft.RelateMany(
                owner.Noun,
                principal,
                Conventions.Camel(Vocabulary.Plural(owner.Noun)),
                Conventions.Camel(Vocabulary.Plural(noun)),
                null,
                has.Sentence
            );
    }

    public static void Thing(Draft draft, DraftEntity owner, string noun, HasFact has)
    {
        var fresh = !draft.Has(noun);
        if (fresh && draft.ListsThings && !draft.IsDescribed(owner.Noun, has.Sentence))
        {
            draft.Unplaced.Add(new Unplaced(has.Sentence, noun, "Nothing that is listed is called so."));
            return;
        }

        var child = draft.Add(noun, has.Sentence);
        if (child is null)
        {
            draft.Unplaced.Add(new Unplaced(has.Sentence, noun, $"A model has at most {Draft.MaxEntities} entities."));
            return;
        }

        if (!has.Many)
        {
            if (draft.Relations.Exists(relation => relation.From == owner.Noun && relation.To == noun))
                return;
            draft.Relate(noun, owner.Noun, null, has.Part.Bounds?.Required != false, has.Sentence);
            return;
        }

        if (
            child.Known is { Shared: true }
            || (child.Known is { Lookup: true } && has.Many)
            || owner.Known is { Transactional: true, Children.Count: 0 } && child.Known is { Audience: "catalogue" }
            || Reversed(draft, has, noun)
        )
        {
            draft.RelateMany(owner.Noun, noun, has.Sentence);
            return;
        }

        if (
            draft.Relations.Exists(relation =>
                relation.From == noun && relation.To == owner.Noun && relation.Kind == RelationKind.ManyToMany
            )
        )
            return;
        var relation = draft.Relate(owner.Noun, noun, null, required: true, has.Sentence);
        if (relation is not null)
            relation.OnDelete = child.Known is { Transactional: true } ? DeleteBehavior.Restrict : DeleteBehavior.Cascade;
        if (fresh)
            draft.Assumptions.Add(
                new Assumption(
                    "entity " + child.Id,
                    $"Several {Vocabulary.Plural(noun)} of one {owner.Noun} are kept as rows of their own."
                )
            );
    }

    // 'A course has many students' and 'a student has many courses'.
    private static bool Reversed(Draft draft, HasFact has, string noun) =>
        draft.Facts.Any(fact => fact is HasFact { Many: true } other && other.Owner == noun && Naming.Name(other.Part.Words) == has.Owner);
}
