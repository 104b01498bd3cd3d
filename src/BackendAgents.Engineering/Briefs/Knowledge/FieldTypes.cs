namespace BackendAgents.Engineering.Briefs.Knowledge;

/// <summary>From the words of a field to its usual type.</summary>
internal static class FieldTypes
{
    /// <summary>The specification of a field named by these words; null when neither the phrase nor its last word is listed.</summary>
    public static FieldSpec? Find(string phrase)
    {
        var fields = KnowledgeBase.Instance.Fields;
        var name = Blueprints.Conventions.Camel(phrase);
        if (fields.Phrases.TryGetValue(phrase, out var text))
            return FieldSpec.Parse(name, text, fields.Patterns);
        if (phrase.StartsWith("number of ", StringComparison.Ordinal))
            return FieldSpec.Parse(
                Blueprints.Conventions.Camel("number of " + Vocabulary.Plural(phrase[10..])),
                "int min=0",
                fields.Patterns
            );
        if (phrase.Length > 14 && phrase.StartsWith('m') && phrase.AsSpan(3).StartsWith(" number of ", StringComparison.Ordinal))
            return FieldSpec.Parse(
                Blueprints.Conventions.Camel(phrase[..3] + " " + Vocabulary.Plural(phrase[14..])),
                "int min=0",
                fields.Patterns
            );
        // A price per day is a price.
        if (phrase.IndexOf(" per ", StringComparison.Ordinal) is > 0 and var per && Find(phrase[..per]) is { } measured)
            return measured with { Name = name };
        var head = phrase[(phrase.LastIndexOf(' ') + 1)..];
        if (head.Length < phrase.Length && fields.Phrases.TryGetValue(head, out text) && !fields.Heads.ContainsKey(head))
            return FieldSpec.Parse(name, text, fields.Patterns) with
            {
                Name = Suffix(name, head, FieldSpec.Parse(head, text, fields.Patterns).Name),
            };
        if (fields.Heads.TryGetValue(head, out text))
            return FieldSpec.Parse(name, text, fields.Patterns);
        return
            head.Length < phrase.Length
            && phrase[..phrase.IndexOf(' ', StringComparison.Ordinal)] is "max" or "maximum" or "min" or "minimum"
            ? FieldSpec.Parse(Blueprints.Conventions.Camel(Vocabulary.Plural(phrase)), "int min=0", fields.Patterns)
            : null;
    }

    /// <summary>Whether these very words are listed as a field.</summary>
    public static bool IsPhrase(string phrase) => KnowledgeBase.Instance.Fields.Phrases.ContainsKey(phrase);

    public static bool IsFieldName(string phrase) => Find(phrase) is not null;

    // 'profile picture' is profilePictureUrl when 'picture' is pictureUrl; other renamings do not carry over.
    private static string Suffix(string name, string head, string renamed) =>
        renamed.StartsWith(head, StringComparison.Ordinal) ? name + renamed[head.Length..] : name;
}
