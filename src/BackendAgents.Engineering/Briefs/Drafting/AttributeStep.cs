using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Places what things have: as fields, as relations, or as entities of their own.</summary>
internal static class AttributeStep
{
    private static readonly HashSet<string> s_systemFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "id",
        "uuid",
        "createdAt",
        "updatedAt",
        "version",
        "creationDate",
        "createdDate",
        "dateCreated",
        "creationTime",
        "lastUpdated",
        "lastUpdate",
        "modifiedAt",
        "lastModified",
        "lastModifiedDate",
        "updateDate",
        "creationTimestamp",
        "createdOn",
        "uniqueId",
        "uniqueIdentifier",
    };

    private static readonly HashSet<string> s_accountSystemFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "password",
        "passwordHash",
        "role",
        "hashedPassword",
        "passwords",
        "roles",
    };

    // Field names that come true only later in the life of a row.
    private static readonly string[] s_later =
    [
        "return",
        "complet",
        "deliver",
        "clos",
        "finish",
        "actual",
        "cancel",
        "resolv",
        "expir",
        "paid",
        "sign",
        "terminat",
        "retire",
        "end",
    ];

    private static readonly string[] s_planned = ["desired", "expected", "planned", "due", "scheduled", "estimated", "requested", "wanted"];

    public static void Place(Draft draft)
    {
        foreach (var has in draft.Facts.OfType<HasFact>().ToList())
        {
            var owner = draft.Entity(has.Owner)
                ?? (KnowledgeBase.Instance.Person(has.Owner) != PersonKind.None ? draft.Entity(draft.Principal(has.Owner)) : null);
            if (owner is null)
            {
                draft.Unplaced.Add(new Unplaced(has.Sentence, $"{has.Owner}: {has.Part.Key}", $"'{has.Owner}' is no entity of the model."));
                continue;
            }

            Part(draft, owner, has);
        }
    }

    private static void Part(Draft draft, DraftEntity owner, HasFact has)
    {
        var part = has.Part;
        var noun = Naming.Name(part.Words);
        if (part.Key.StartsWith("number of ", StringComparison.Ordinal))
        {
            // 'a project has a number of tasks', when tasks are spoken of, is no figure.
            var counted = Naming.Name([.. part.Words.Skip(2)]);
            if (draft.Has(counted) && counted != owner.Noun && KnowledgeBase.Instance.Entity(counted) is not { Embed: true })
                Thing(draft, owner, counted, has with { Many = true });
            else
                Field(draft, owner, part, FieldTypes.Find(part.Key), has.Sentence);
            return;
        }

        if (noun == owner.Noun && part.Words.Count == 1)
            return;
        if (KnowledgeBase.Instance.Person(noun) == PersonKind.Account)
            noun = Draft.Account;
        var spec = FieldTypes.Find(part.Key);
        var known = KnowledgeBase.Instance.Entity(noun);
        // 'max participants' is a figure, whoever the participants are.
        if (part.Words.Count > 1 && part.Words[0] is "max" or "maximum" or "min" or "minimum" && FieldTypes.IsFieldName(part.Key))
        {
            Field(draft, owner, part, FieldTypes.Find(part.Key), has.Sentence);
            return;
        }

        if (part.Type is { } type)
        {
            Field(draft, owner, part, spec is { } usual && Fits(usual.Type, type) ? usual : Plain(part, type), has.Sentence);
            return;
        }

        if (Self(draft, owner, noun, has) || Post(draft, owner, noun, has))
            return;
        if (part.Values.Count == 0 && !(part.Alternatives && part.Parts.Count > 1) && noun != owner.Noun)
        {
            if (
                draft.Role(noun) is not null
                || noun == Draft.Account
                || (draft.Has(noun) && KnowledgeBase.Instance.Person(noun) != PersonKind.None)
            )
            {
                Person(draft, owner, noun, has);
                return;
            }

            var child =
                known is { Lookup: true }
                || (known is { Embed: false } && (has.Many || draft.Has(noun)))
                || (known is { Embed: true, Shared: false } && has.Many && draft.Has(noun))
                || (known is { Embed: true, Shared: true } && has.Many)
                || (draft.Has(noun) && noun != part.Head);
            if (
                child
                || (draft.Has(noun) && known is not { Embed: true })
                || (draft.Has(noun) && known is { Embed: true })
                || (has.Many && spec is null && Naming.CanBeThing(noun) && known is null && !IsScalar(part))
            )
            {
                Thing(draft, owner, noun, has);
                return;
            }
        }

        if (!has.Many && Qualified(draft, owner, part) is { } qualified)
        {
            draft.Relate(qualified, owner.Noun, part.Key, part.Bounds?.Required != false, has.Sentence);
            owner.Explicit++;
            return;
        }

        Field(draft, owner, part, spec, has.Sentence);
    }

    // What a name usually is may say more than a type that is given for it: an address of e-mail is a string.
    private static bool Fits(FieldType usual, FieldType given) =>
        usual == given
        || given is FieldType.String && usual is not (FieldType.Int or FieldType.Long or FieldType.Bool)
        || given is FieldType.Decimal or FieldType.Double && usual is FieldType.Money or FieldType.Decimal or FieldType.Double
        || given is FieldType.Int && usual is FieldType.Money;

    private static FieldSpec Plain(FactNoun part, FieldType type) =>
        new()
        {
            Name = Conventions.Camel(part.Key),
            Type = type,
            Length = type is FieldType.String ? 200 : null,
            Precision = type is FieldType.Decimal ? 12 : null,
            Scale = type is FieldType.Decimal ? 3 : null,
        };

    // 'a pickup branch', 'a home team', 'a target location' where there are storage locations: one of several references to the same thing.
    private static string? Qualified(Draft draft, DraftEntity owner, FactNoun part)
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
    private static bool Self(Draft draft, DraftEntity owner, string noun, HasFact has)
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
    private static bool Post(Draft draft, DraftEntity owner, string noun, HasFact has)
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

    private static bool IsScalar(FactNoun part) =>
        part.Bounds is { MaxLength: not null } or { Min: not null } or { Max: not null }
        || KnowledgeBase.Instance.Flags.Contains(part.Head);

    private static void Person(Draft draft, DraftEntity owner, string noun, HasFact has)
    {
        var principal = draft.Principal(noun);
        if (!draft.Has(principal))
        {
            Field(draft, owner, has.Part, FieldTypes.Find(has.Part.Key), has.Sentence);
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

    private static void Thing(Draft draft, DraftEntity owner, string noun, HasFact has)
    {
        var fresh = !draft.Has(noun);
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
            draft.RelateMany(
                owner.Noun,
                noun,
                Conventions.Camel(Vocabulary.Plural(owner.Noun)),
                Conventions.Camel(Vocabulary.Plural(noun)),
                null,
                has.Sentence
            );
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

    private static void Field(Draft draft, DraftEntity owner, FactNoun part, FieldSpec? spec, int sentence)
    {
        var words = part.Words.ToList();
        var own = owner.Noun.Split(' ');
        if (
            part.Type is null
            && words.Count > 1
            && words[0] == own[^1]
            && spec?.Name != Conventions.Camel(part.Key) | true
            && !KnowledgeBase.Instance.Fields.Phrases.ContainsKey(part.Key)
        )
        {
            words.RemoveAt(0);
            spec = FieldTypes.Find(string.Join(' ', words)) ?? spec;
        }

        var phrase = string.Join(' ', words);
        // 'notes' and 'instructions' keep their number.
        if (part.Plural && spec is { Type: FieldType.Text } && spec.Name == Conventions.Camel(phrase))
            spec = spec with { Name = Conventions.Camel(Vocabulary.Plural(phrase)) };
        var flag = KnowledgeBase.Instance.Flags.Contains(phrase) || part.Bounds is { Flag: true };
        if (part.Bounds is { Flag: true })
            spec = new FieldSpec { Name = Conventions.Camel(phrase), Type = FieldType.Bool };
        else if (part.Bounds?.Unit is { } unit)
            spec = Measured(spec, phrase, unit);
        if (
            spec is { Type: FieldType.Timestamp, Name: "startsAt" or "endsAt" or "occursAt" }
            && draft.Facts.Any(fact => fact is HasFact other && other.Owner == owner.Noun && other.Part.Head is "weekday")
        )
            spec = spec with { Type = FieldType.Time };
        spec ??= new FieldSpec
        {
            Name = Conventions.Camel(phrase),
            Type = flag ? FieldType.Bool : FieldType.String,
            Length = flag ? null : 200,
        };
        var name = spec.Name;
        if (s_systemFields.Contains(name) || (owner.Noun == Draft.Account && s_accountSystemFields.Contains(name)))
        {
            draft.Note(sentence, $"column {owner.Id}.{(name is "id" or "uuid" or "uniqueId" or "uniqueIdentifier" ? "id" : name)}");
            return;
        }

        if (
            name.Length is 0 or > 60
            || !char.IsAsciiLetter(name[0])
            || words.Count == 0
            || (
                Vocabulary.Instance.Generic.Contains(phrase)
                && FieldTypes.Find(phrase) is null
                && !flag
                && part.Values.Count == 0
                && !part.Alternatives
                && phrase
                    is not (
                        "type"
                        or "kind"
                        or "version"
                        or "country"
                        or "city"
                        or "language"
                        or "season"
                        or "level"
                        or "content"
                        or "answer"
                        or "question"
                        or "file"
                        or "path"
                        or "place"
                    )
            )
        )
        {
            draft.Unplaced.Add(new Unplaced(sentence, part.Key, "It names nothing that a field could hold."));
            return;
        }

        if (owner.Field(name) is { } existing)
        {
            existing.Sources.Add(sentence);
            Refine(existing, part);
            return;
        }

        if (owner.Fields.Count >= Draft.MaxFields)
        {
            draft.Unplaced.Add(new Unplaced(sentence, part.Key, $"An entity has at most {Draft.MaxFields} fields here."));
            return;
        }

        var field = new DraftField
        {
            Name = name,
            Spec = spec,
            FromBrief = true,
            Unique = spec.Unique,
            Min = spec.Min,
            Max = spec.Max,
            Default = spec.Default,
            Exposure = spec.Exposure,
        };
        field.Values.AddRange(spec.Values);
        field.Required = IsUsuallyRequired(field) && part.Bounds?.Required != false;
        field.Sources.Add(sentence);
        Refine(field, part);
        owner.Fields.Add(field);
        owner.Explicit++;
    }

    // 'a duration in months', 'a growing time in days', 'a size in hectares': the unit says that it is a number.
    private static FieldSpec? Measured(FieldSpec? spec, string phrase, string unit)
    {
        var time = unit.TrimEnd('s') is "minute" or "hour" or "day" or "week" or "month" or "year" or "second";
        var name = spec?.Name ?? Conventions.Camel(phrase);
        if (time)
        {
            if (name.EndsWith("Minutes", StringComparison.Ordinal))
                name = name[..^7];
            if (
                spec is null or { Type: not FieldType.Int and not FieldType.Decimal and not FieldType.Date }
                || phrase.EndsWith("duration", StringComparison.Ordinal)
            )
                return new FieldSpec
                {
                    Name = name + Conventions.Pascal(unit.TrimEnd('s') + "s"),
                    Type = FieldType.Int,
                    Min = 0,
                };
            return spec;
        }

        return spec is { Type: FieldType.Int or FieldType.Decimal or FieldType.Money or FieldType.Double }
            ? spec
            : new FieldSpec
            {
                Name = name,
                Type = FieldType.Decimal,
                Precision = 12,
                Scale = 3,
                Min = 0,
            };
    }

    private static void Refine(DraftField field, FactNoun part)
    {
        var values =
            part.Values.Count > 0 ? part.Values
            : part is { Alternatives: true, Parts.Count: > 1 } ? [.. part.Parts.Select(static inner => Conventions.Camel(inner))]
            : [];
        if (values.Count > 0)
        {
            field.Values = [.. values.Where(static value => value.Length > 0).Distinct(StringComparer.Ordinal)];
            field.Default = null;
        }

        if (part.Bounds is { } bounds)
            ConstraintStep.Bound(field, bounds);
    }

    private static bool IsUsuallyRequired(DraftField field)
    {
        if (
            field.Type is not FieldType.String and not FieldType.Text
            && !Array.Exists(s_planned, stem => field.Name.StartsWith(stem, StringComparison.Ordinal))
            && Array.Exists(s_later, stem => field.Name.Contains(stem, StringComparison.OrdinalIgnoreCase))
            && field.Name is not ("endsAt" or "endsOn" or "endDate" or "expiryDate" or "weekend" or "gender")
        )
            return field.Type is FieldType.Money;
        return field.Type switch
        {
            FieldType.Text => field.Name is "body" or "content" or "description" or "text" or "message",
            FieldType.Url or FieldType.Json or FieldType.Binary or FieldType.Bool => false,
            FieldType.String => !field.Name.Contains("phone", StringComparison.OrdinalIgnoreCase)
                && !field.Name.Contains("middle", StringComparison.OrdinalIgnoreCase)
                && field.Name is not ("website" or "nickname"),
            _ => true,
        };
    }
}
