using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>
/// Reads a field as prose lists it: <c>a title of at most 80 characters</c>, <c>optionally a chip number</c>, <c>the date frozen</c>. Pure.
/// </summary>
/// <param name="things">The things that the brief describes.</param>
/// <param name="isSpoken">Whether the brief speaks elsewhere of a noun as of a thing: <c>a dock</c>, <c>every haulier</c>.</param>
internal sealed class SaidField(IReadOnlySet<string> things, Func<string, bool> isSpoken)
{
    private const int MaxWords = 3;

    /// <summary>The field; null when the words name none, or may as well name a thing of which nothing is known.</summary>
    public FieldPart? Read(string owner, string item)
    {
        if (
            FieldLine.Read(owner, DescriptionFile.Instance.Item(item)) is not { Detail.Unread: null } read
            || IsDoing(read)
            || IsMadeUp(read)
        )
            return null;
        var field = Measured(read);
        var noun = Naming.Name(field.Words);
        if (noun != owner && (things.Contains(noun) || Naming.IsPerson(noun) && !FieldTypes.IsFieldName(noun)))
            return field.Detail.Values.Count == 0 ? field with { Reference = noun } : null;
        if (IsWhen(field) is { } type)
            return field with { Detail = field.Detail with { Type = type } };
        if (field.Detail.Type is not null || field.Detail.Bounds?.Unit is not null)
            return field.Words.All(static word => Lexicon.Instance.Closed(word) is null || word == "of") ? field : null;
        if (field.Words.Any(static word => Lexicon.Instance.Closed(word) is not null && word != "of"))
            return null;
        if (Vocabulary.Instance.Singular(field.Words[^1]) != field.Words[^1] && !FieldTypes.IsFieldName(string.Join(' ', field.Words)))
            return null;
        // 'A name' is a field of whatever has one.
        if (FieldLine.IsSure(field) && (!isSpoken(noun) || FieldTypes.IsPhrase(noun) && !Naming.IsKnown(noun)))
            return field;
        return field.Words.Count <= MaxWords && field.Words.All(IsNoun) && !IsThing(noun, field.Words[^1]) ? field : null;
    }

    /// <summary>Whether the field is one by more than its place in the list.</summary>
    public static bool IsSure(FieldPart field) => field.Reference is not null || field.Detail.Bounds is not null || FieldLine.IsSure(field);

    // 'The date frozen', 'the time taken', 'valid until', 'year of build'.
    private static FieldType? IsWhen(FieldPart field) =>
        field.Detail.Type is not null ? null
        : field.Words is [var when, var done] && Lexicon.Instance.VerbOf(done) is { Form: VerbForm.Past }
            ? when switch
            {
                "date" or "day" => FieldType.Date,
                "time" => FieldType.Timestamp,
                _ => null,
            }
        : field.Words is [_, .., "from" or "until" or "till"] ? FieldType.Date
        : field.Words is ["year", "of", _] ? FieldType.Int
        : null;

    // 'Withdrawal days', 'estimated grams' are figures.
    private static FieldPart Measured(FieldPart field)
    {
        var unit = Vocabulary.Instance.Singular(field.Words[^1]);
        if (field.Words.Count < 2 || field.Words[^1] == unit || field.Detail != FieldDetail.None || !Units.All.Contains(unit))
            return field;
        return unit is "minute" or "hour" or "day" or "week" or "month" or "year" or "second"
            ? field with
            {
                Words = [.. field.Words.SkipLast(1)],
                Detail = field.Detail with { Bounds = new Bounds { Unit = unit } },
            }
            : field with
            {
                Detail = field.Detail with { Type = FieldType.Decimal },
            };
    }

    // 'Users create' is somebody's doing.
    private static bool IsDoing(FieldPart field) =>
        field.Words is [var who, var does, ..]
        && Vocabulary.Instance.Singular(who) is var one
        && one != who
        && Naming.IsPerson(one)
        && Lexicon.Instance.VerbOf(does) is { Form: VerbForm.Base };

    // 'Ring number (country, year, six digits)' says of what it consists.
    private static bool IsMadeUp(FieldPart field) =>
        field.Detail.Values.Any(static value =>
            FieldTypes.IsFieldName(Conventions.Phrase(value).ToLowerInvariant()) || value.EndsWith("igits", StringComparison.Ordinal)
        );

    private bool IsThing(string noun, string head) =>
        things.Contains(head)
        || isSpoken(noun)
        || isSpoken(head)
        || Naming.IsKnown(noun) && !DescriptionFile.Instance.Names.Contains(noun)
        || Naming.IsPerson(noun)
        || noun.Split(' ').Any(Naming.IsPerson)
        || Vocabulary.Instance.Singular(head) != head;

    // A deed, a number or a joint shows that it is more than a name.
    private static bool IsNoun(string word) =>
        word.Length > 1
        && word.All(static c => char.IsAsciiLetter(c) || c == '-')
        && Lexicon.Instance.Closed(word) is null
        && (
            Lexicon.Instance.VerbOf(word) is not { } form
            || form.Form == VerbForm.Base
            || Lexicon.Instance.AlsoNoun(form.Verb)
            || Lexicon.Instance.GerundNouns.Contains(word)
        );
}
