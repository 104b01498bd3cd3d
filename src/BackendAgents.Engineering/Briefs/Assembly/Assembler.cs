using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Fields;
using BackendAgents.Engineering.Briefs.Drafting;
using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Engineering.Briefs.Knowledge;
using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Briefs.Assembly;

/// <summary>Turns a finished draft into a blueprint, and notes which sentence led to which element.</summary>
internal static class Assembler
{
    public static Blueprint Assemble(Draft draft)
    {
        // Operations first: actions make states read-only.
        var operations = new OperationBuilder(draft).Build();
        var (deployment, choices) = Technologies(draft);
        var blueprint = new Blueprint
        {
            Service = ServiceNaming.Name(draft),
            Authentication = draft.NoAuthentication ? new Authentication() : Authentication(draft),
            Roles = draft.NoAuthentication ? [] : [.. draft.Roles.Select(role => Role(draft, role))],
            Enums =
            [
                .. draft.Entities.SelectMany(static entity =>
                    entity.Fields.Where(static field => field.Type == FieldType.Enum).Select(field => Enum(entity, field))
                ),
            ],
            Entities = [.. draft.Entities.Select(entity => Entity(draft, entity))],
            Relations = [.. draft.Relations.Select(relation => Relation(draft, relation))],
            Operations = operations,
            Targets = TargetsOf(draft),
            Deployment = deployment,
            Capabilities = choices,
        };
        return blueprint;
    }

    private static Authentication Authentication(Draft draft) =>
        new()
        {
            Kind = AuthenticationKind.Jwt,
            Account = Draft.Account,
            Login = "user-email",
            DefaultRole = DefaultRole(draft).Id,
        };

    private static DraftRole DefaultRole(Draft draft) =>
        draft.Roles.Find(static role => role.Kind == PersonKind.Public)
        ?? draft.Roles.First(static role => role.Kind == PersonKind.Account);

    private static Role Role(Draft draft, DraftRole role)
    {
        foreach (var sentence in role.Sources)
            draft.Note(sentence, "role " + role.Id);
        return new Role
        {
            Id = role.Id,
            Name = role.Id,
            SelfRegister = role.Kind == PersonKind.Public && draft.Roles.Count(static other => other.Kind == PersonKind.Public) > 1,
            Description = role.Kind switch
            {
                PersonKind.Admin => "Runs the service; may do everything.",
                PersonKind.Account => "Anybody with an account.",
                PersonKind.Public => $"Whoever registers as {role.Name}.",
                _ => $"Staff: {role.Name}. Given by an administrator.",
            },
            // Without it only a hand in the database could make anybody one.
            GrantedBy =
                role.Kind == PersonKind.Staff && draft.Roles.Find(static other => other.Kind == PersonKind.Admin) is { } admin
                    ? [admin.Id]
                    : [],
        };
    }

    private static EnumType Enum(DraftEntity entity, DraftField field) =>
        new()
        {
            Id = Ids.Enum(entity, field),
            Name = entity.Name + Conventions.Pascal(field.Name),
            Values = [.. field.Values],
        };

    private static Entity Entity(Draft draft, DraftEntity entity)
    {
        foreach (var sentence in entity.Sources)
            draft.Note(sentence, "entity " + entity.Id);
        var indexes = TogetherStep.Indexes(draft, entity, Unique(draft, entity));
        return new Entity
        {
            Id = entity.Id,
            Name = entity.Name,
            Description = entity.Known?.Description
                ?? (entity.Noun == Draft.Account ? "A person who can log in." : $"{Conventions.Article(entity.Noun, begins: true)}."),
            Fields = [.. entity.Fields.Select(field => Field(draft, entity, field))],
            Checks = [.. entity.Checks],
            Indexes = indexes,
            Owner = [.. entity.Owner.Select(static relation => relation.Id)],
        };
    }

    // The same account enrols, rates or saves the same thing once.
    private static List<EntityIndex> Unique(Draft draft, DraftEntity entity)
    {
        if (
            entity.Noun
            is not (
                "enrollment"
                or "registration"
                or "rating"
                or "review"
                or "wishlist item"
                or "cart item"
                or "order item"
                or "application"
                or "like"
                or "vote"
            )
        )
            return [];
        var keys = draft
            .Relations.Where(relation => relation.To == entity.Noun && relation.Required && relation.Kind != RelationKind.ManyToMany)
            .Take(2)
            .ToList();
        return keys.Count < 2 || entity.Noun is "order item"
            ? []
            :
            [
                new EntityIndex
                {
                    Id = $"{entity.Id}-once",
                    Columns = [.. keys.Select(static relation => relation.Id)],
                    Unique = true,
                },
            ];
    }

    private static Field Field(Draft draft, DraftEntity entity, DraftField field)
    {
        var id = Ids.Field(entity, field);
        foreach (var sentence in field.Sources)
            draft.Note(sentence, "field " + id);
        var type = field.Type;
        var text = type is FieldType.String or FieldType.Text;
        var number = FieldTraits.Of(type).IsNumber;
        var length = field.MaxLength ?? field.Spec.Length;
        var enumeration = type == FieldType.Enum;
        return new Field
        {
            Id = id,
            Name = field.Name,
            Type = type,
            Required = field.Required,
            Unique = field.Unique && FieldTraits.Of(type).CanBeUnique,
            Default = DefaultOf(field, enumeration),
            MinLength = text ? field.MinLength : null,
            MaxLength =
                type == FieldType.String ? Math.Clamp(length ?? 200, 1, 10_000)
                : type == FieldType.Text ? length
                : null,
            Min = number ? field.Min : null,
            Max = number ? field.Max : null,
            Precision = type == FieldType.Decimal ? field.Spec.Precision ?? 18 : null,
            Scale = type == FieldType.Decimal ? field.Spec.Scale ?? 2 : null,
            Pattern = text && field.MaxLength is null ? field.Spec.Pattern : null,
            Enum = enumeration ? Ids.Enum(entity, field) : null,
            Exposure = field.Exposure,
            Personal =
                field.Spec.Personal
                || (
                    draft.Role(entity.Noun) is not null
                    || entity.Known is { Name: "user" or "patient" or "employee" or "person" or "contact" }
                )
                    && (
                        field.Name.EndsWith("ame", StringComparison.Ordinal)
                        || field.Name.Contains("address", StringComparison.OrdinalIgnoreCase)
                    ),
            Description = Describe(entity, field),
        };
    }

    private static string? DefaultOf(DraftField field, bool enumeration)
    {
        if (enumeration)
            return field.Default is { } given && field.Values.Contains(given) ? given
                : field.Name is "status" or "state" or "stage" || field.Exposure == FieldExposure.ReadOnly ? field.Values[0]
                : null;
        return field.Default
            ?? (
                field.Type == FieldType.Bool && (field.Required || field.FromBrief)
                    ? field.Name is "active" or "enabled" or "available" or "visible"
                        ? "true"
                        : "false"
                    : null
            );
    }

    private static string Describe(DraftEntity entity, DraftField field)
    {
        var phrase = Conventions.Phrase(field.Name);
        var what = $"{char.ToUpperInvariant(phrase[0])}{phrase[1..]} of the {entity.Noun}";
        var unit =
            field.Unit is { } named ? $", in {named}"
            : field.Name.EndsWith("Minutes", StringComparison.Ordinal) ? ", in minutes"
            : "";
        var computed =
            field.Exposure == FieldExposure.ReadOnly && field.Type == FieldType.Money ? "; computed by the service's own code" : "";
        return what + unit + computed + ".";
    }

    private static Relation Relation(Draft draft, DraftRelation relation)
    {
        foreach (var sentence in relation.Sources)
            draft.Note(sentence, "relation " + relation.Id);
        var (from, to) = (draft.Entity(relation.From)!, draft.Entity(relation.To)!);
        return new Relation
        {
            Id = relation.Id,
            Kind = relation.Kind,
            From = from.Id,
            To = to.Id,
            Name = relation.Name,
            Inverse = relation.Inverse,
            Required = relation.Required && relation.Kind != RelationKind.ManyToMany,
            OnDelete = relation.Kind == RelationKind.ManyToMany ? DeleteBehavior.Cascade : relation.OnDelete,
            Description =
                relation.Kind == RelationKind.ManyToMany
                    ? $"Which {Vocabulary.Plural(to.Noun)} go with which {Vocabulary.Plural(from.Noun)}."
                    : $"The {Conventions.Phrase(relation.Name)} of the {to.Noun}.",
        };
    }

    private static Targets TargetsOf(Draft draft)
    {
        var targets = new Targets();
        foreach (var fact in draft.Facts.OfType<TargetFact>())
        {
            var whole = (int)Math.Min(fact.Value, int.MaxValue);
            (targets, var name) = fact.Kind switch
            {
                TargetKind.RequestsPerSecond => (
                    targets with
                    {
                        RequestsPerSecond = Math.Max(whole, targets.RequestsPerSecond ?? 0),
                    },
                    "requestsPerSecond"
                ),
                TargetKind.ConcurrentUsers => (
                    targets with
                    {
                        ConcurrentUsers = Math.Max(whole, targets.ConcurrentUsers ?? 0),
                    },
                    "concurrentUsers"
                ),
                TargetKind.Latency => (targets with { LatencyP95Milliseconds = whole }, "latencyP95Milliseconds"),
                TargetKind.Availability => (targets with { AvailabilityPercent = fact.Value }, "availabilityPercent"),
                TargetKind.Retention => (targets with { RetentionDays = whole }, "retentionDays"),
                TargetKind.RecoveryPoint => (targets with { RecoveryPointMinutes = whole }, "recoveryPointMinutes"),
                _ => (targets with { RecoveryTimeMinutes = whole }, "recoveryTimeMinutes"),
            };
            draft.Note(fact.Sentence, "target " + name);
        }

        return targets;
    }

    // Which technologies are delivered is the capabilities' own knowledge; what none of them knows is kept and said.
    private static (Deployment Deployment, IReadOnlyList<CapabilityChoice> Choices) Technologies(Draft draft)
    {
        var deployment = new Deployment();
        IReadOnlyList<CapabilityChoice> choices = [];
        var requested = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var fact in draft.Facts.OfType<TechnologyFact>())
        {
            if (CapabilityCatalog.BuiltIn.AskedForBy(fact.Name)?.Info is { } asked)
            {
                draft.Note(fact.Sentence, $"capability {asked.Id}");
                (deployment, choices) = CapabilityCatalog.Place(asked, deployment, choices);
            }
            else if (fact.Kind == "delivered")
            {
                draft.Note(fact.Sentence, $"delivered {fact.Name}");
            }
            else
            {
                draft.Note(fact.Sentence, $"deployment requested {fact.Name}");
                if (requested.Add(fact.Name))
                    draft.Unplaced.Add(new Unplaced(fact.Sentence, fact.Name, Deployment.NotDelivered));
            }
        }

        return (deployment with { Requested = [.. requested] }, [.. choices.OrderBy(static choice => choice.Id, StringComparer.Ordinal)]);
    }
}
