using System.Text.Json;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Briefs.Facts;

/// <summary>Reads facts from JSON that anybody may have written. Says of each fault where it is and what to do.</summary>
internal sealed class FactsReader
{
    public const int MaxSentences = 5_000;
    public const int MaxFacts = 20_000;
    public const int MaxProblems = 50;
    private const int MaxName = 200;
    private const int MaxText = 20_000;
    private const int MaxTexts = 200;

    private readonly List<Diagnostic> _problems = [];
    private readonly List<FactSentence> _sentences = [];
    private readonly List<Fact> _facts = [];

    public IReadOnlyList<Diagnostic> Problems => _problems;

    public IReadOnlyList<FactSentence> Sentences => _sentences;

    public IReadOnlyList<Fact> Facts => _facts;

    public bool IsPlain { get; private set; }

    public void Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            Document(document.RootElement);
        }
        catch (JsonException error)
        {
            Report("facts", $"It is no JSON: {error.Message}", "Send one JSON object with the list 'sentences'.");
        }
    }

    private void Document(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("sentences", out var sentences))
        {
            Report("facts", "There is no list 'sentences'.", "Send {\"sentences\":[{\"text\":\"…\",\"says\":[…]}]}.");
            return;
        }

        Known(root, "facts", ["sentences", "plain", "$schema"]);
        if (root.TryGetProperty("plain", out var plain))
        {
            if (plain.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                Report("plain", "It is neither true nor false.", "Write true when nothing usual shall be added, or leave it out.");
            IsPlain = plain.ValueKind == JsonValueKind.True;
        }

        if (sentences.ValueKind != JsonValueKind.Array || sentences.GetArrayLength() is 0 or > MaxSentences)
        {
            Report(
                "sentences",
                $"It is no list of 1 to {MaxSentences} sentences.",
                "Write one item for each sentence, list item, table row and heading of the brief, in order."
            );
            return;
        }

        foreach (var sentence in sentences.EnumerateArray())
            Sentence(sentence, $"sentences[{_sentences.Count}]", _sentences.Count + 1);
    }

    private void Sentence(JsonElement sentence, string place, int number)
    {
        // The number counts on, whatever is wrong with the sentence.
        var text = "";
        var heading = false;
        if (sentence.ValueKind != JsonValueKind.Object)
        {
            Report(place, "It is no object.", "Write {\"text\":\"the sentence\",\"says\":[…]}.");
        }
        else
        {
            Known(sentence, place, ["text", "heading", "says"]);
            text = sentence.TryGetProperty("text", out var said) && said.ValueKind == JsonValueKind.String ? said.GetString()! : "";
            if (text.Length is 0 or > MaxText)
                Report($"{place}.text", $"It is no text of 1 to {MaxText} characters.", "Quote the sentence as the brief has it.");
            heading = sentence.TryGetProperty("heading", out var flag) && flag.ValueKind == JsonValueKind.True;
            if (sentence.TryGetProperty("says", out var facts))
                Says(facts, $"{place}.says", number);
        }

        _sentences.Add(new FactSentence(number, text.ReplaceLineEndings(" "), heading));
    }

    private void Says(JsonElement facts, string place, int number)
    {
        if (facts.ValueKind != JsonValueKind.Array || _facts.Count + facts.GetArrayLength() > MaxFacts)
        {
            Report(
                place,
                $"It is no list, or there are more than {MaxFacts} facts.",
                "Write a list of facts; empty where it says nothing."
            );
            return;
        }

        var index = 0;
        foreach (var fact in facts.EnumerateArray())
            ReadFact(fact, $"{place}[{index++}]", number);
    }

    private void ReadFact(JsonElement fact, string place, int number)
    {
        var kind =
            fact.ValueKind == JsonValueKind.Object && fact.TryGetProperty("kind", out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : null;
        if (kind is null || FactForms.Of(kind) is not { } form)
        {
            Report(
                place,
                kind is null ? "It has no 'kind'." : $"There is no kind '{Short(kind)}'.",
                $"The kinds are {string.Join(", ", FactForms.All.Select(static known => known.Kind))}."
            );
            return;
        }

        var before = _problems.Count;
        Known(fact, place, [.. form.Properties.Select(static property => property.Key).Prepend("kind")]);
        foreach (var property in form.Properties)
        {
            if (fact.TryGetProperty(property.Key, out var found))
                Shape(property, found, $"{place}.{property.Key}");
            else if (property.Required)
                Report($"{place}.{property.Key}", $"A fact of kind '{kind}' needs it.", property.Meaning);
        }

        if (_problems.Count == before)
            _facts.Add(form.Read(number, new FactValues(fact)));
    }

    private void Shape(FactProperty property, JsonElement value, string place)
    {
        var (fits, form) = property.Shape switch
        {
            FactShape.Name => (
                IsName(value),
                "words in lower case, of letters, digits and hyphens, the last in the singular: \"order item\""
            ),
            FactShape.Field => (IsField(value), "the name of a field in camel case: \"startsAt\""),
            FactShape.Text => (IsText(value), "a text that is not empty"),
            FactShape.Flag => (value.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false"),
            FactShape.Whole => (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _), "a whole number"),
            FactShape.Number => (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _), "a number"),
            FactShape.Texts => (IsList(value), $"a list of at most {MaxTexts} texts"),
            _ => (
                value.ValueKind == JsonValueKind.String && property.Choices.Contains(value.GetString()!),
                "one of " + string.Join(", ", property.Choices)
            ),
        };
        if (!fits)
            Report(place, $"{Short(value.GetRawText())} is not what belongs here. {property.Meaning}", $"Write {form}.");
    }

    private static bool IsName(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= MaxName } name
        && char.IsAsciiLetterOrDigit(name[0])
        && !name.EndsWith(' ')
        && !name.Contains("  ", StringComparison.Ordinal)
        && name.All(static character =>
            char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || " -'#".Contains(character, StringComparison.Ordinal)
        );

    private static bool IsField(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 and <= MaxName } name
        && char.IsAsciiLetterLower(name[0])
        && name.All(char.IsAsciiLetterOrDigit);

    private static bool IsText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= MaxText };

    private static bool IsList(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= MaxTexts && value.EnumerateArray().All(IsText);

    private void Known(JsonElement element, string place, IReadOnlyList<string> keys)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!keys.Contains(property.Name))
                Report($"{place}.{Short(property.Name)}", "There is no such key here.", $"The keys are {string.Join(", ", keys)}.");
        }
    }

    private void Report(string place, string message, string remedy)
    {
        if (_problems.Count < MaxProblems)
            _problems.Add(new Diagnostic("facts-invalid", Severity.Error, new Place("", Path: place), message, remedy));
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
