using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Reports;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Sayings;

/// <summary>One figure of a report: of which entity, by what, and what of each group.</summary>
internal sealed record ReportFigure(string Name, Entity Entity, Report Report)
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex s_top = new(
        "^(?<count>[0-9]+|[a-z]+)? ?(?:best-?selling|most (?:sold|ordered|popular|booked|borrowed|bought|rented"
            + "|used)|top(?:-selling)?) (?<thing>[a-z ]+)$",
        Options
    );

    private static readonly Regex s_topOf = new("^top (?<count>[0-9]+|[a-z]+) (?<thing>[a-z ]+)$", Options);

    private static readonly Regex s_figure = new(
        "^(?:(?:total |overall )?(?<sales>revenues?|turnover|sales|income|earnings)|(?:total )?number of (?<count>[a-z ]+?)"
            + "|(?:average|mean) (?<mean>[a-z ]+?)|(?:total|sum of(?: the)?) (?<sum>[a-z ]+?)|(?<plain>costs?|amounts?|expenses))"
            + "(?: (?:per|by|of each|for each|of every|for every|in each|a|each) "
            + "(?<keys>[a-z ]+))?$",
        Options
    );

    /// <summary>What the words name; null where the model has no such figure.</summary>
    /// <param name="model">Where to find it.</param>
    /// <param name="words">The words, without an article: <c>revenue per garage and day</c>.</param>
    /// <param name="every">A period that the sentence names before: <c>monthly</c>; empty for none.</param>
    public static ReportFigure? Read(SayingModel model, string words, string every)
    {
        words = words.Trim();
        if (words.StartsWith("the ", StringComparison.Ordinal))
            words = words[4..];
        if (s_top.Match(words) is { Success: true } best)
            return Top(model, best);
        if (s_topOf.Match(words) is { Success: true } top)
            return Top(model, top);
        if (s_figure.Match(words) is not { Success: true } match)
            return null;
        string Of(string group) => match.Groups[group].Value.Trim();
        var found =
            Of("sales").Length > 0 ? Money(model, Of("sales"))
            : Of("count").Length > 0 ? Count(model, Of("count"))
            : Of("mean").Length > 0 ? Number(model, Of("mean"), mean: true)
            : Number(model, Of("sum") + Of("plain").TrimEnd('s'), mean: false);
        if (found is not var (entity, value))
            return null;
        var keys = new List<ReportKey>();
        var time = Time(entity);
        foreach (var word in Of("keys").Split([" and ", " per "], StringSplitOptions.RemoveEmptyEntries).Append(every))
        {
            if (word.Length == 0)
                continue;
            if (Key(model, entity, time, word.Trim()) is not { } key)
                return null;
            keys.Add(key);
        }

        var name = value.Name + (keys.Count == 0 ? "" : "By" + string.Join("And", keys.Select(static key => Conventions.Pascal(key.Name))));
        return new ReportFigure(
            Conventions.Camel(Conventions.Phrase(name)),
            entity,
            new Report
            {
                Time = time,
                By = keys,
                Values = [value],
                Where = model.Valid(entity, entity.Id is "loan" or "rental" or "lease"),
            }
        );
    }

    // The five things of which the most went, by the pieces of their lines or the number of their records.
    private static ReportFigure? Top(SayingModel model, Match match)
    {
        var count = match.Groups["count"].Value;
        if (model.Entity(match.Groups["thing"].Value) is not { } thing || count.Length > 0 && !Said.Number(count, out _))
            return null;
        var records = (
            from entity in model.Blueprint.Entities
            from reference in model.References(entity)
            where
                reference.From == thing.Id
                && reference.Required
                && (
                    KnowledgeBase.Instance.Entity(entity.Id.Replace('-', ' ')) is { Transactional: true }
                    || entity.Id is "order-item" or "order-line"
                )
            select (entity, reference)
        )
            .Take(2)
            .ToList();
        if (records is not [var (record, to)] || Title(thing) is not { } title)
            return null;
        var quantity = SayingModel.Field(record, "quantity");
        var value = new ReportValue { Name = "sold", Sum = quantity?.Name };
        return new ReportFigure(
            "top" + Conventions.Pascal(Vocabulary.Plural(Conventions.Phrase(thing.Name))),
            record,
            new Report
            {
                Time = "createdAt",
                By =
                [
                    new ReportKey { Name = to.Name + "Id", Value = to.Name + "Id" },
                    new ReportKey { Name = to.Name, Value = $"{SayingModel.InExpression(to.Name)}.{title}" },
                ],
                Values = [value],
                Order = "-sold",
                Top = Said.Number(count, out var top) && top > 0 ? top : null,
            }
        );
    }

    private static (Entity, ReportValue)? Money(SayingModel model, string name)
    {
        string[] fields = ["total", "totalPrice", "totalAmount", "fee", "amount", "price"];
        var found = (
            from field in fields
            from entity in model.Blueprint.Entities
            where
                KnowledgeBase.Instance.Entity(entity.Id.Replace('-', ' ')) is { Transactional: true }
                || entity.Id is "order" or "payment" or "ticket" or "sale" or "invoice" or "parking-session"
            where entity.Fields.Any(other => other.Name == field && other.Type == FieldType.Money)
            select (entity, new ReportValue { Name = name.StartsWith("sale", StringComparison.Ordinal) ? "sales" : "revenue", Sum = field })
        ).FirstOrDefault();
        return found.entity is null ? null : found;
    }

    private static (Entity, ReportValue)? Count(SayingModel model, string words) =>
        model.Entity(words) is { } entity && entity != model.Account
            ? (entity, new ReportValue { Name = Conventions.Camel(Vocabulary.Plural(Conventions.Phrase(entity.Name))) })
            : null;

    // A field that only one entity has, or the only number of an entity.
    private static (Entity, ReportValue)? Number(SayingModel model, string words, bool mean)
    {
        var fields = model
            .Blueprint.Entities.Select(entity => (entity, Field: SayingModel.Field(entity, words)))
            .Where(static pair => pair.Field is { } field && SayingModel.IsNumber(field))
            .Take(2)
            .ToList();
        if (
            fields.Count == 0
            && model.Entity(words) is { } named
            && named.Fields.Where(SayingModel.IsNumber).Take(2).ToList() is [var only]
        )
            fields = [(named, only)];
        if (fields is not [var (entity, found)])
            return null;
        var name = Conventions.Camel((mean ? "average " : "total ") + words);
        return (entity, mean ? new ReportValue { Name = name, Avg = found!.Name } : new ReportValue { Name = name, Sum = found!.Name });
    }

    private static ReportKey? Key(SayingModel model, Entity entity, string time, string word)
    {
        var period = word switch
        {
            "day" or "daily" => ReportPeriod.Day,
            "month" or "monthly" => ReportPeriod.Month,
            "year" or "yearly" => ReportPeriod.Year,
            _ => ReportPeriod.None,
        };
        if (period != ReportPeriod.None)
            return new ReportKey
            {
                Name = period.ToString().ToLowerInvariant(),
                Value = time,
                Per = period,
            };
        if (model.Reference(entity, word) is { Required: true } reference)
            return model.Blueprint.Entities.FirstOrDefault(other => other.Id == reference.From) is { } to && Title(to) is { } title
                ? new ReportKey { Name = reference.Name, Value = $"{SayingModel.InExpression(reference.Name)}.{title}" }
                : null;
        if (SayingModel.Field(entity, word) is { Required: true, Type: FieldType.Enum } field)
            return new ReportKey { Name = field.Name };
        // One step further: the bookings of a class of a trainer.
        foreach (var step in model.References(entity).Where(static relation => relation.Required))
        {
            if (
                model.Blueprint.Entities.FirstOrDefault(other => other.Id == step.From) is { } middle
                && middle != model.Account
                && model.Reference(middle, word) is { Required: true } next
                && model.Blueprint.Entities.FirstOrDefault(other => other.Id == next.From) is { } end
                && Title(end) is { } name
            )
                return new ReportKey { Name = next.Name, Value = $"{SayingModel.InExpression(step.Name)}.{next.Name}.{name}" };
        }

        return null;
    }

    private static string Time(Entity entity) =>
        entity
            .Fields.FirstOrDefault(static field =>
                field is { Required: true, Type: FieldType.Timestamp or FieldType.Date }
                && field.Name is "paidAt" or "startsAt" or "date" or "occursAt" or "startDate" or "orderedAt" or "exitedAt" or "occurredAt"
            )
            ?.Name
        ?? "createdAt";

    private static string? Title(Entity entity) =>
        entity
            .Fields.FirstOrDefault(static field =>
                field is { Required: true, Type: FieldType.String, Exposure: not FieldExposure.Internal }
                && field.Name
                    is "name"
                        or "title"
                        or "displayName"
                        or "fullName"
                        or "plate"
                        or "licencePlate"
                        or "licensePlate"
                        or "number"
                        or "code"
                        or "sku"
            )
            ?.Name
        ?? entity.Fields.FirstOrDefault(static field => field is { Required: true, Type: FieldType.String })?.Name;
}
