using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;

namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>
/// Gives every state that somebody changes a field with values, before bounds and values of the brief are applied to it.
/// </summary>
internal static class StatusStep
{
    public static readonly HashSet<string> Terminal = new(StringComparer.Ordinal)
    {
        "cancelled",
        "canceled",
        "completed",
        "rejected",
        "closed",
        "archived",
        "refunded",
        "returned",
        "delivered",
        "declined",
        "expired",
        "withdrawn",
        "terminated",
        "done",
        "failed",
        "void",
        "won",
        "lost",
        "hired",
        "resolved",
        "noShow",
        "sold",
        "retired",
        "ended",
        "paid",
    };

    public static void Prepare(Draft draft)
    {
        draft.Facts = [.. draft.Facts.Select(fact => fact is PermitFact { Deed: Deed.State } permit ? Redirect(draft, permit) : fact)];
        Replace(draft);
        foreach (var permit in draft.Facts.OfType<PermitFact>().Where(static permit => permit.Deed == Deed.State && !permit.Denied))
        {
            if (
                draft.Entity(permit.Thing) is not { } entity
                || entity.Noun == Draft.Account
                || Vocabulary.Instance.StateOf(permit.Verb) is not { } to
            )
                continue;
            if (StatusOf(entity) is null && entity.Fields.Count < Draft.MaxFields)
            {
                var field = new DraftField
                {
                    Name = "status",
                    Spec = new FieldSpec { Name = "status", Type = FieldType.Enum },
                    Required = true,
                    Exposure = FieldExposure.ReadOnly,
                };
                field.Values.Add(Initial(permit.Verb));
                field.Sources.Add(permit.Sentence);
                entity.Fields.Add(field);
                draft.Assumptions.Add(
                    new Assumption(
                        $"field {entity.Id}-status",
                        $"The state of {Conventions.Article(entity.Noun)} is kept in a status field, because somebody may change it."
                    )
                );
            }

            var status = StatusOf(entity)!;
            var named = draft
                .Facts.OfType<ValuesFact>()
                .LastOrDefault(values =>
                    (values.Owner is null || values.Owner == entity.Noun) && Conventions.Camel(values.Attribute) == status.Name
                );
            if (named is not null && Match(named.Values, to) is null)
                draft.Facts = [.. draft.Facts.Where(fact => !ReferenceEquals(fact, named)), named with { Values = [.. named.Values, to] }];
            if (named is null && Match(status.Values, to) is null)
                status.Values.Add(to);
            status.Sources.Add(permit.Sentence);
        }

        Fill(draft);
    }

    // Where the brief names a course of its own, 'approve' and 'publish', the usual one (planned, active, completed) is not meant.
    private static void Replace(Draft draft)
    {
        foreach (
            var group in draft
                .Facts.OfType<PermitFact>()
                .Where(static permit => permit is { Deed: Deed.State, Denied: false })
                .GroupBy(static permit => permit.Thing, StringComparer.Ordinal)
        )
        {
            var moves = group.Select(static permit => Vocabulary.Instance.StateOf(permit.Verb)).OfType<string>().Distinct().ToList();
            if (
                moves.Count < 2
                || draft.Entity(group.Key) is not { } entity
                || StatusOf(entity) is not { FromBrief: false, Values.Count: > 0 } status
                || moves.Exists(to => Match(status.Values, to) is not null)
            )
                continue;
            status.Values = [Initial(group.First().Verb)];
            status.Default = null;
        }
    }

    // A constraint may bring a status of its own, so this runs before the constraints and again after them.
    private static void Fill(Draft draft)
    {
        foreach (
            var field in draft
                .Entities.SelectMany(static entity => entity.Fields)
                .Where(static field => field.Spec.Type == FieldType.Enum && field.Values.Count == 0)
        )
        {
            field.Values.AddRange(KnowledgeBase.Instance.Fields.DefaultStatus);
            field.Default = null;
            draft.Questions.Add($"Which values can '{field.Name}' have? The model assumes {string.Join(" and ", field.Values)}.");
        }
    }

    // 'take copies back' returns the loan, 'check members in' the booking.
    private static PermitFact Redirect(Draft draft, PermitFact permit)
    {
        var person = draft.Role(permit.Thing) is not null || permit.Thing == Draft.Account;
        var entity = draft.Entity(permit.Thing);
        if (
            !person && entity is null
            || entity?.Known?.Actions.Exists(action => action.Verb == permit.Verb) == true
            || (entity?.Field("status") is { FromBrief: true })
        )
            return permit;
        var record = draft.Entities.Find(other =>
            other.Known is { Transactional: true } known
            && other.Noun != permit.Thing
            && (
                person
                    ? permit.Verb is "checkin" or "checkout" && (known.OwnerRoles.Contains(permit.Thing) || known.Owner == permit.Thing)
                    : known.Actions.Exists(action => action.Verb == permit.Verb)
                        && known.References.Exists(reference => reference.To.Contains(permit.Thing))
            )
        );
        return record is null ? permit : permit with { Thing = record.Noun };
    }

    /// <summary>Puts a first state before values that are all moved to; no enumeration is left without values.</summary>
    public static void Begin(Draft draft)
    {
        Fill(draft);
        foreach (var entity in draft.Entities)
        {
            if (
                StatusOf(entity) is { Values.Count: > 0 } status && status.Values.TrueForAll(Terminal.Contains)
                || StatusOf(entity) is { Values.Count: > 0 } moved
                    && moved.Values.TrueForAll(static value =>
                        value is "approved" or "rejected" or "accepted" or "declined" or "confirmed" or "cancelled"
                    )
            )
                StatusOf(entity)!.Values.Insert(0, "pending");
        }
    }

    public static DraftField? StatusOf(DraftEntity entity) =>
        entity.Fields.Find(static field => field.Name is "status" or "state" or "stage" && field.Type == FieldType.Enum)
        ?? entity.Fields.Find(static field => field.Type == FieldType.Enum && field.Name.EndsWith("Status", StringComparison.Ordinal))
        ?? entity.Fields.Find(static field => field.Name is "status" or "state" && field.Spec.Type == FieldType.Enum);

    /// <summary>The value of a list that means the same state, or null: <c>canceled</c> for <c>cancelled</c>.</summary>
    public static string? Match(IReadOnlyList<string> values, string to) =>
        values.FirstOrDefault(value => value == to)
        ?? values.FirstOrDefault(value => Same(value, to))
        ?? (
            to switch
            {
                "completed" => values.FirstOrDefault(static value => value is "done" or "finished" or "complete"),
                "closed" => values.FirstOrDefault(static value => value is "done"),
                "archived" => values.FirstOrDefault(static value => value is "inactive"),
                "accepted" => values.FirstOrDefault(static value => value is "approved" or "confirmed"),
                "declined" => values.FirstOrDefault(static value => value is "rejected"),
                "rejected" => values.FirstOrDefault(static value => value is "declined"),
                "approved" => values.FirstOrDefault(static value => value is "accepted"),
                _ => null,
            }
        );

    private static bool Same(string a, string b) => Squeeze(a) == Squeeze(b);

    private static string Squeeze(string value) => value.Replace("ll", "l", StringComparison.Ordinal).ToUpperInvariant();

    private static string Initial(string verb) =>
        verb switch
        {
            "publish" or "unpublish" or "archive" or "sign" => "draft",
            "close" or "resolve" or "reopen" or "escalate" or "acknowledge" or "dismiss" or "complete" or "finish" => "open",
            "suspend"
            or "deactivate"
            or "activate"
            or "terminate"
            or "block"
            or "ban"
            or "pause"
            or "resume"
            or "retire"
            or "hide"
            or "flag" => "active",
            "return" => "active",
            "checkin" or "checkout" => "booked",
            _ => "pending",
        };
}
