using System.Globalization;
using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>
/// Declares the rules between rows that whole sentences say: 'a seat cannot be reserved twice', 'a shift takes at most 12 volunteers'. A
/// rule that the model can't have is left out, and its sentence stays open.
/// </summary>
internal static class RuleStep
{
    private static readonly string[] s_numbers =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ];

    public static Blueprint Apply(Draft draft, IReadOnlyList<FactSentence> sentences, Blueprint blueprint)
    {
        foreach (var sentence in sentences.Where(static sentence => sentence.Text.Length <= 200))
        {
            var text = sentence.Text.Trim().TrimEnd('.', '!', ';').ToLowerInvariant();
            var found = RulePhrase
                .All.Select(phrase => (phrase.Rule, Match: phrase.Match(text)))
                .FirstOrDefault(static pair => pair.Match.Success);
            if (
                found.Match is null
                || (found.Rule == "unique" ? Unique(blueprint, found.Match) : Capacity(blueprint, found.Match)) is not var (entity, rule)
            )
                continue;
            var changed = blueprint with
            {
                Entities = [.. blueprint.Entities.Select(other => other == entity ? other with { Rules = [.. other.Rules, rule] } : other)],
            };
            if (BlueprintValidator.Validate(changed).Count > 0)
                continue;
            blueprint = changed;
            draft.Note(sentence.Number, $"rule {entity.Id}.{rule.Problem}");
        }

        return blueprint;
    }

    // The rows that stand between: of reservations of seats none has the seat of another.
    private static (Entity, EntityRule)? Unique(Blueprint blueprint, Match match)
    {
        if (EntityOf(blueprint, match.Groups["thing"].Value) is not { } thing)
            return null;
        var records = blueprint
            .Relations.Where(relation => IsReference(relation) && relation.From == thing.Id && IsRecord(relation.To))
            .ToList();
        if (records is not [var record])
            return null;
        var fields = new List<string> { record.Name };
        if (match.Groups["per"] is { Success: true, Value: var words })
        {
            if (EntityOf(blueprint, words) is not { } per)
                return null;
            // A seat that belongs to a showtime is another for the next.
            if (!blueprint.Relations.Any(relation => IsReference(relation) && relation.From == per.Id && relation.To == thing.Id))
            {
                if (
                    blueprint.Relations.FirstOrDefault(relation =>
                        IsReference(relation) && relation.From == per.Id && relation.To == record.To
                    )
                    is not { } other
                )
                    return null;
                fields.Add(other.Name);
            }
        }

        var entity = blueprint.Entities.Single(entity => entity.Id == record.To);
        return (
            entity,
            new EntityRule
            {
                Unique = new UniqueRule { Fields = fields, Where = Valid(blueprint, entity) },
                Problem = thing.Id + "-taken",
            }
        );
    }

    private static (Entity, EntityRule)? Capacity(Blueprint blueprint, Match match)
    {
        var word = match.Groups["limit"].Value;
        var limit = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var figure)
            ? figure
            : Array.IndexOf(s_numbers, word);
        if (
            limit <= 0
            || EntityOf(blueprint, match.Groups["parent"].Value) is not { } parent
            || EntityOf(blueprint, match.Groups["child"].Value) is not { } child
            || blueprint.Relations.FirstOrDefault(relation =>
                IsReference(relation) && relation.From == parent.Id && relation.To == child.Id
            )
                is not { } reference
        )
            return null;
        var rule = new CapacityRule
        {
            Per = reference.Name,
            Limit = limit.ToString(CultureInfo.InvariantCulture),
            Where = Valid(blueprint, child),
        };
        return (child, new EntityRule { Capacity = rule, Problem = parent.Id + "-full" });
    }

    private static bool IsReference(Relation relation) => relation.Kind == RelationKind.OneToMany;

    private static bool IsRecord(string entity) =>
        KnowledgeBase.Instance.Entity(entity.Replace('-', ' ')) is { Transactional: true }
        || Vocabulary.Instance.Makes.Values.Contains(entity);

    // What was cancelled counts no more.
    private static string? Valid(Blueprint blueprint, Entity entity) =>
        entity.Fields.FirstOrDefault(field => blueprint.Enums.Any(type => type.Id == field.Enum && type.Values.Contains("cancelled")))
            is { } status
            ? $"{status.Name} != \"cancelled\""
            : null;

    private static Entity? EntityOf(Blueprint blueprint, string words)
    {
        var parts = words.Split(' ');
        parts[^1] = Vocabulary.Instance.Singular(parts[^1]);
        var noun = Naming.Name(parts);
        return blueprint.Entities.FirstOrDefault(entity => entity.Id.Replace('-', ' ') == noun);
    }
}
