using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Places what things have: as fields, as relations, or as entities of their own.</summary>
internal static class AttributeStep
{
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
                AttributeRelations.Thing(draft, owner, counted, has with { Many = true });
            else
                FieldPlacer.Place(draft, owner, part, FieldTypes.Find(part.Key), has.Sentence);
            return;
        }

        if (noun == owner.Noun && part.Words.Count == 1)
        {
            draft.Unplaced.Add(new Unplaced(has.Sentence, part.Key, "A field can't be called like its entity."));
            return;
        }

        if (KnowledgeBase.Instance.Person(noun) == PersonKind.Account)
            noun = Draft.Account;
        var spec = FieldTypes.Find(part.Key);
        var known = KnowledgeBase.Instance.Entity(noun);
        // 'max participants' is a figure, whoever the participants are.
        if (part.Words.Count > 1 && part.Words[0] is "max" or "maximum" or "min" or "minimum" && FieldTypes.IsFieldName(part.Key))
        {
            FieldPlacer.Place(draft, owner, part, FieldTypes.Find(part.Key), has.Sentence);
            return;
        }

        if (part.Type is { } type)
        {
            FieldPlacer.Place(draft, owner, part, spec is { } usual && Fits(usual.Type, type) ? usual : Plain(part, type), has.Sentence);
            return;
        }

        if (AttributeRelations.Self(draft, owner, noun, has) || AttributeRelations.Post(draft, owner, noun, has))
            return;
        if (part.Values.Count == 0 && !(part.Alternatives && part.Parts.Count > 1) && noun != owner.Noun)
        {
            if (
                draft.Role(noun) is not null
                || noun == Draft.Account
                || (draft.Has(noun) && KnowledgeBase.Instance.Person(noun) != PersonKind.None)
            )
            {
                AttributeRelations.Person(draft, owner, noun, has);
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
                AttributeRelations.Thing(draft, owner, noun, has);
                return;
            }
        }

        if (!has.Many && AttributeRelations.Qualified(draft, owner, part) is { } qualified)
        {
            draft.Relate(qualified, owner.Noun, part.Key, part.Bounds?.Required != false, has.Sentence);
            owner.Explicit++;
            return;
        }

        FieldPlacer.Place(draft, owner, part, spec, has.Sentence);
    }

    // What a name usually is may say more than a type that is given for it: an address of e-mail is a string.
    private static bool Fits(FieldType usual, FieldType given) =>
        usual == given
        || given is FieldType.String or FieldType.Text && usual is not (FieldType.Int or FieldType.Long or FieldType.Bool or FieldType.Enum)
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

    private static bool IsScalar(FactNoun part) =>
        part.Bounds is { MaxLength: not null } or { Min: not null } or { Max: not null }
        || KnowledgeBase.Instance.Flags.Contains(part.Head);
}
