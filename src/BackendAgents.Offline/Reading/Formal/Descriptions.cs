using System.Text.RegularExpressions;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading.Formal;

/// <summary>
/// Finds the sentences of a brief that say which fields a thing has, by their form alone: <c>Every jar has a name and a flour type</c>.
/// Pure; time grows linearly with the length of the brief.
/// </summary>
internal sealed partial class Descriptions
{
    private const int MaxLength = 400;
    private const int Several = 3;

    private static readonly LexiconFiles.Honesty s_words = LexiconFiles.Honesty.Instance;

    private readonly Dictionary<int, Match> _found = [];
    private readonly HashSet<string> _things = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<int>> _heard = new(StringComparer.Ordinal);

    /// <summary>What each such sentence says, by its number.</summary>
    public static IReadOnlyDictionary<int, SaidPart> Read(IReadOnlyList<Sentence> sentences)
    {
        var descriptions = new Descriptions();
        foreach (
            var sentence in sentences.Where(static sentence => sentence is { Formal: null, IsHeading: false, Text.Length: <= MaxLength })
        )
            descriptions.Find(sentence);
        descriptions._things.UnionWith(sentences.Select(static sentence => Owner(sentence.Formal)).OfType<string>());
        foreach (var sentence in sentences)
            descriptions.Hear(sentence);
        var read = new Dictionary<int, SaidPart>();
        foreach (var (number, match) in descriptions._found)
        {
            if (descriptions.Part(number, match) is { } part)
                read.Add(number, part);
        }

        return read;
    }

    private static string? Owner(FormalPart? part) =>
        part switch
        {
            OwnerPart owner => owner.Owner,
            FieldsPart fields => fields.Owner,
            FieldPart field => field.Owner,
            _ => null,
        };

    private void Find(Sentence sentence)
    {
        var text = (sentence.Prose ?? sentence.Text).TrimEnd(' ', '.', '!', ';');
        var file = DescriptionFile.Instance;
        if (
            file.Phrases.Select(phrase => phrase.Match(text, file.Parts)).FirstOrDefault(static match => match is not null) is not { } match
            || Thing(match) is not { } thing
        )
            return;
        _found.Add(sentence.Number, match);
        if (Items(match.Groups["fields"].Value).Count > 1)
            _things.Add(thing);
    }

    private static string? Thing(Match match) =>
        FieldOwner.Noun(match.Groups["thing"].Value) is { } noun
        && !s_words.NeutralNouns.Contains(noun)
        && (RowNouns.Are(noun) || Lexicon.Instance.GerundNouns.Contains(noun))
            ? noun
            : null;

    // 'A dock', 'every haulier', 'two bins' speak of things, 'the volume' as well of a field.
    private void Hear(Sentence sentence)
    {
        foreach (Match match in Counted().Matches(sentence.Text.ToLowerInvariant()))
        {
            var noun = Vocabulary.Instance.Singular(match.Groups["noun"].Value);
            if (match.Groups["of"].Success)
                continue;
            if (!_heard.TryGetValue(noun, out var sentences))
                _heard.Add(noun, sentences = []);
            sentences.Add(sentence.Number);
        }
    }

    private SaidPart? Part(int number, Match match)
    {
        var owner = Thing(match)!;
        var items = Items(match.Groups["fields"].Value);
        // What the description itself lists is not spoken of by that.
        var reader = new SaidField(_things, noun => _heard.TryGetValue(noun, out var sentences) && sentences.Any(other => other != number));
        var (fields, unread) = (new List<FieldPart>(), new List<string>());
        foreach (var item in items)
        {
            if (reader.Read(owner, item) is { } field)
                fields.Add(field);
            else
                unread.Add(item);
        }

        var sure = fields.Count(SaidField.IsSure);
        var isList =
            unread.Count == 0
                ? sure * 2 >= fields.Count || sure > 0 && fields.Count >= Several
                : sure > 0 && fields.Count > 1 && fields.Count >= unread.Count;
        // 'Contact: name, phone' may be a thing; of what is mostly a field all must be.
        if (fields.Count == 0 || !isList || FieldTypes.IsFieldName(owner) && (unread.Count > 0 || fields.Count < Several))
            return null;
        // 'The agent carries a terminal and touches the card' says what somebody does; 'designation: office, driver' lists what it may be.
        if (
            Naming.IsPerson(owner) && unread.Count > 0
            || fields.TrueForAll(static field => field.Reference is not null || !SaidField.IsSure(field))
        )
            return null;
        var who = match.Groups["who"].Success ? FieldOwner.Noun(match.Groups["who"].Value) : null;
        if (match.Groups["who"].Success && (who is null || !Naming.IsPerson(who)))
        {
            unread.Add(match.Groups["who"].Value);
            who = null;
        }

        return new SaidPart(
            new FieldsPart(owner, fields) { Unread = unread.Count == 0 ? null : string.Join(", ", unread) },
            who,
            match.Groups["verb"].Value.ToLowerInvariant(),
            match.Groups["own"].Success
        );
    }

    // At commas and at 'and' outside brackets.
    private static List<string> Items(string fields) =>
        [
            .. InlineFields
                .Commas(
                    And()
                        .Replace(Ranges().Replace(DescriptionFile.Instance.List(fields), "($1 to $2)"), static joint =>
                            joint.Value[0] == '(' ? joint.Value : ", "
                        )
                )
                .Select(static item => item.Trim())
                .Where(static item => item.Length > 0),
        ];

    [GeneratedRegex(
        @"\b(?:an?|one|each|every|no|two|three|another|which|per|same) (?<noun>[a-z][a-z-]+)\b(?<of> of\b)?",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Counted();

    [GeneratedRegex(@"\(?(?:from|between) (-?\d[\d.]*) (?:to|and) (-?\d[\d.]*)\)?", RegexOptions.IgnoreCase)]
    private static partial Regex Ranges();

    [GeneratedRegex(@"\([^()]*\)|,?(?:^| )(?:and|but)(?: also)? ", RegexOptions.IgnoreCase)]
    private static partial Regex And();
}

/// <summary>The fields of a thing as a sentence says them; where Who is given, by the verb that person enters such a thing.</summary>
internal sealed record SaidPart(FieldsPart Fields, string? Who, string Verb, bool Own);
