using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Data;

/// <summary>A period ends after it begins.</summary>
internal sealed class PeriodsAreOrdered()
    : Rule(
        new RuleDescriptor(
            "DATA009",
            "A period ends after it begins.",
            Area.Data,
            Severity.Warning,
            "Add the check.",
            "SQL:2016 check constraints; OWASP ASVS 5.0 2.2.3"
        )
        {
            HasFix = true,
        }
    )
{
    private static readonly (string Start, string End)[] s_pairs =
    [
        ("startsAt", "endsAt"),
        ("startAt", "endAt"),
        ("startTime", "endTime"),
        ("startDate", "endDate"),
        ("checkIn", "checkOut"),
        ("checkInDate", "checkOutDate"),
        ("validFrom", "validUntil"),
        ("validFrom", "validTo"),
        ("from", "to"),
        ("start", "end"),
        ("pickupDate", "returnDate"),
    ];

    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from entity in context.Blueprint.Entities
        from pair in s_pairs
        let start = entity.Fields.FirstOrDefault(field => field.Name == pair.Start)
        let end = entity.Fields.FirstOrDefault(field => field.Name == pair.End)
        where
            start is not null
            && end is not null
            && start.Type == end.Type
            && start.Type is FieldType.Date or FieldType.Time or FieldType.Timestamp
        where
            !entity.Checks.Any(check => (check.Left, check.Right) == (start.Id, end.Id) || (check.Left, check.Right) == (end.Id, start.Id))
        select Report(end.Id, $"{entity.Name}.{end.Name} may lie before {start.Name}.");

    public override Blueprint Fix(Blueprint blueprint, Diagnostic finding)
    {
        var entity = blueprint.Entities.First(entity => entity.Fields.Any(field => field.Id == finding.Place.Element));
        var end = entity.Fields.First(field => field.Id == finding.Place.Element);
        var start = s_pairs
            .Where(pair => pair.End == end.Name)
            .Select(pair => entity.Fields.FirstOrDefault(field => field.Name == pair.Start))
            .First(static field => field is not null)!;
        var check = new CheckConstraint
        {
            Id = $"{entity.Id}-period-{Conventions.Kebab(end.Name)}",
            Left = end.Id,
            Operator = end.Type == FieldType.Date ? Comparison.GreaterOrEqual : Comparison.Greater,
            Right = start.Id,
        };
        return blueprint.ChangeEntity(entity.Id, found =>
            found.Checks.Any(known => known.Id == check.Id) ? found : found with { Checks = [.. found.Checks, check] }
        );
    }
}
