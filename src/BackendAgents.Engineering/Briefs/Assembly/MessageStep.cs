using System.Text.RegularExpressions;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>
/// Declares the mails that whole sentences ask for: by the clock to whom something is overdue, or when something was done. What the model
/// can't have is left out, and its sentence stays open.
/// </summary>
internal static class MessageStep
{
    private const string Reminded = "remindedAt";
    private static readonly string[] s_due =
    [
        "dueAt",
        "dueDate",
        "dueOn",
        "due",
        "deadline",
        "expiresAt",
        "expiryDate",
        "endsAt",
        "endDate",
    ];
    private static readonly string[] s_closing = ["returnedAt", "paidAt", "completedAt", "closedAt", "finishedAt", "cancelledAt"];
    private static readonly string[] s_closed = ["returned", "paid", "completed", "closed", "done", "finished", "cancelled", "lost"];
    private static readonly string[] s_created =
    [
        "created",
        "placed",
        "made",
        "booked",
        "submitted",
        "added",
        "opened",
        "requested",
        "ordered",
    ];

    public static Blueprint Apply(Draft draft, IReadOnlyList<FactSentence> sentences, Blueprint blueprint)
    {
        foreach (var sentence in sentences.Where(static sentence => sentence.Text.Length <= 300))
        {
            var found = Find(sentence.Text) ?? Find(sentence.Plain) ?? default;
            if (
                found.Match is null
                || EntityOf(blueprint, found.Match.Groups["thing"].Value) is not { } thing
                || Recipient(blueprint, thing, found.Match.Groups["who"]) is not { } to
            )
                continue;
            var changed =
                found.Rule == "overdue"
                    ? Overdue(blueprint, thing, to, found.Match.Groups["time"].Value)
                    : Done(blueprint, thing, to, found.Match.Groups["deed"].Value);
            if (changed is not var (told, elements) || BlueprintValidator.Validate(told).Count > 0)
                continue;
            blueprint = told;
            foreach (var element in elements)
                draft.Note(sentence.Number, element);
            draft.Unplaced.RemoveAll(open => open.Sentence == sentence.Number);
        }

        return blueprint;
    }

    private static (string Rule, Match Match)? Find(string sentence)
    {
        var text = sentence.Trim().TrimEnd('.', '!', ';').ToLowerInvariant();
        return RulePhrase
            .Messages.Select(phrase => phrase.Match(text) is { } match ? ((string Rule, Match Match)?)(phrase.Rule, match) : null)
            .FirstOrDefault(static pair => pair is not null);
    }

    // Once for each row: what was told of is marked.
    private static (Blueprint, string[])? Overdue(Blueprint blueprint, Entity thing, string to, string time)
    {
        if (Of(thing, s_due, FieldType.Date, FieldType.Timestamp) is not { } due || Open(blueprint, thing) is not { } open)
            return null;
        var notification = new Notification
        {
            Id = $"{thing.Id}-overdue-mail",
            Name = Conventions.Camel(thing.Name) + "OverdueMail",
            Entity = thing.Id,
            To = to,
            Subject = $"Your {Conventions.Phrase(thing.Name)} is overdue",
            Body = $"Your {Conventions.Phrase(thing.Name)} was due on {{{due.Name}}}.",
        };
        var job = new Job
        {
            Id = $"remind-overdue-{thing.Id}",
            Name = $"remindOverdue{thing.Name}",
            Description = $"Tells by mail of each {Conventions.Phrase(thing.Name)} that is overdue, once.",
            Schedule = "every " + (time.Length == 0 ? "day" : time),
            ForEach = thing.Id,
            Where = $"{due.Name} < {(due.Type == FieldType.Date ? "today" : "now")} && {open} && {Reminded} == null",
            Effects = [new Effect { Notify = notification.Id }, new Effect { Set = new Dictionary<string, string> { [Reminded] = "now" } }],
        };
        var marked = thing with
        {
            Fields =
            [
                .. thing.Fields,
                new Field
                {
                    Id = $"{thing.Id}-reminded-at",
                    Name = Reminded,
                    Type = FieldType.Timestamp,
                    Exposure = FieldExposure.ReadOnly,
                    Description = "When a mail told that it is overdue.",
                },
            ],
        };
        var told = blueprint with
        {
            Entities = [.. blueprint.Entities.Select(other => other == thing ? marked : other)],
            Notifications = [.. blueprint.Notifications, notification],
            Jobs = [.. blueprint.Jobs, job],
        };
        return (told, ["job " + job.Id, "notification " + notification.Id]);
    }

    private static (Blueprint, string[])? Done(Blueprint blueprint, Entity thing, string to, string deed)
    {
        var operations = blueprint.Operations.Where(found => found.Entity == thing.Id);
        if (
            (
                operations.FirstOrDefault(found => found.Transition?.To == deed)
                ?? (IsCreation(thing, deed) ? operations.FirstOrDefault(static found => found.Kind == OperationKind.Create) : null)
            )
            is not { } operation
        )
            return null;
        var notification = new Notification
        {
            Id = $"{thing.Id}-{deed}-mail",
            Name = Conventions.Camel(thing.Name) + Conventions.Pascal(deed) + "Mail",
            Entity = thing.Id,
            To = to,
            Subject = $"Your {Conventions.Phrase(thing.Name)} is {deed}",
            Body = $"Your {Conventions.Phrase(thing.Name)} of {{createdAt}} is {deed}.",
        };
        var telling = operation with { Effects = [.. operation.Effects, new Effect { Notify = notification.Id }] };
        var told = blueprint with
        {
            Operations = [.. blueprint.Operations.Select(other => other == operation ? telling : other)],
            Notifications = [.. blueprint.Notifications, notification],
        };
        return (told, ["notification " + notification.Id, "operation " + operation.Id]);
    }

    // 'A booking is booked', 'an order is placed'; whatever makes such a record by a verb of its own.
    private static bool IsCreation(Entity thing, string deed) =>
        s_created.Contains(deed)
        || Vocabulary.Instance.Makes.Any(made =>
            made.Value == thing.Id.Replace('-', ' ') && deed.StartsWith(made.Key.TrimEnd('e'), StringComparison.Ordinal)
        );

    // The address of the account that a row belongs to; where the sentence names somebody, it has to be them.
    private static string? Recipient(Blueprint blueprint, Entity thing, Group who)
    {
        var accounts = blueprint.Relations.Where(relation =>
            relation.To == thing.Id && relation.From == blueprint.Authentication.Account && relation.Kind == RelationKind.OneToMany
        );
        var mail = blueprint
            .Entities.FirstOrDefault(entity => entity.Id == blueprint.Authentication.Account)
            ?.Fields.FirstOrDefault(static field => field.Type == FieldType.Email);
        var name = who.Success ? Vocabulary.Instance.Singular(who.Value) : null;
        var told = accounts
            .Where(relation =>
                name is null || relation.Name == Conventions.Camel(name) || KnowledgeBase.Instance.Person(name) == PersonKind.Account
            )
            .ToList();
        return mail is not null && told is [var only] ? $"{only.Name}.{mail.Name}" : null;
    }

    // What is still to be done: the condition under which something can be overdue.
    private static string? Open(Blueprint blueprint, Entity thing)
    {
        if (Of(thing, s_closing, FieldType.Timestamp, FieldType.Date) is { Required: false } closing)
            return closing.Name + " == null";
        if (thing.Fields.FirstOrDefault(static field => field.Type == FieldType.Bool && s_closed.Contains(field.Name)) is { } flag)
            return flag.Name + " == false";
        foreach (var field in thing.Fields.Where(static field => field.Type == FieldType.Enum && field.Required))
        {
            var closed = blueprint.Enums.FirstOrDefault(type => type.Id == field.Enum)?.Values.Intersect(s_closed).ToList();
            if (closed is { Count: > 0 })
                return string.Join(" && ", closed.Select(value => $"{field.Name} != \"{value}\""));
        }

        return null;
    }

    private static Field? Of(Entity entity, string[] names, params FieldType[] types) =>
        names
            .Select(name => entity.Fields.FirstOrDefault(field => field.Name == name && types.Contains(field.Type)))
            .FirstOrDefault(static field => field is not null);

    private static Entity? EntityOf(Blueprint blueprint, string words)
    {
        var parts = words.Split(' ');
        parts[^1] = Vocabulary.Instance.Singular(parts[^1]);
        var noun = Naming.Name(parts);
        return blueprint.Entities.FirstOrDefault(entity => entity.Id.Replace('-', ' ') == noun);
    }
}
