using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Gives an entity a field for what it has: its type, whether it must be given, and its bounds.</summary>
internal static class FieldPlacer
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

    public static void Place(Draft draft, DraftEntity owner, FactNoun part, FieldSpec? spec, int sentence)
    {
        var words = part.Words.ToList();
        var own = owner.Noun.Split(' ');
        if (
            part.Type is null
            && words.Count > 1
            && words[0] == own[^1]
            && owner.Field(Conventions.Camel(part.Key)) is null
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
        // Whoever gives a type names a column, which is called as it is; accounts log in by names of their own.
        if (part.Type is not null && owner.Noun != Draft.Account && !s_systemFields.Contains(spec.Name))
            spec = spec with { Name = Conventions.Camel(part.Plural ? Vocabulary.Plural(phrase) : phrase) };
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
                && part.Type is null
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

        if ((owner.Field(name) ?? Stage(owner, spec)) is { } existing)
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

        var field = DraftField.Of(spec, name, fromBrief: true);
        field.Required = IsUsuallyRequired(field) && part.Bounds?.Required != false;
        field.Sources.Add(sentence);
        Refine(field, part);
        owner.Fields.Add(field);
        owner.Explicit++;
    }

    // A row has one state, whether it is called state or status.
    private static DraftField? Stage(DraftEntity owner, FieldSpec spec) =>
        spec is { Type: FieldType.Enum, Name: "status" or "state" }
        && owner.Field(spec.Name == "state" ? "status" : "state") is { Type: FieldType.Enum } other
            ? other
            : null;

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
