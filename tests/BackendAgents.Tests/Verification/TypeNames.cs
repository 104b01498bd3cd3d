using BackendAgents.Engineering.Blueprints;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Tests.Verification;

/// <summary>A service whose entities are called like types that its code uses.</summary>
internal static class TypeNames
{
    private static readonly string[] s_names =
    [
        "Claim",
        "Encoding",
        "Test",
        "Assert",
        "Key",
        "Value",
        "Map",
        "Problem",
        "Policy",
        "Window",
        "Thread",
        "Route",
        "Session",
        "Action",
        "Event",
        "Response",
        "Request",
        "Set",
        "Page",
        "Url",
    ];

    public static Blueprint Blueprint()
    {
        var social = SampleBlueprints.Social();
        var tag = social.Entities.Single(static entity => entity.Id == "tag");
        // A property may be called like its type, too.
        var status = new EnumType
        {
            Id = "x-status",
            Name = "Status",
            Values = ["open", "done"],
        };
        Field[] fields =
        [
            .. tag.Fields,
            new Field
            {
                Id = "x",
                Name = "status",
                Type = FieldType.Enum,
                Enum = status.Id,
                Required = true,
                Default = "open",
            },
        ];
        var blueprint = social with
        {
            Enums = [.. social.Enums, status],
            Entities =
            [
                .. social.Entities,
                .. s_names.Select(name =>
                    tag with
                    {
                        Id = "x-" + Conventions.Kebab(name),
                        Name = name,
                        Fields = [.. fields.Select(field => field with { Id = $"x-{Conventions.Kebab(name)}-{field.Name}" })],
                        Indexes = [],
                        Checks = [],
                    }
                ),
            ],
            Operations =
            [
                .. social.Operations,
                .. s_names.SelectMany(name =>
                    new[]
                    {
                        OperationKind.Create,
                        OperationKind.Get,
                        OperationKind.List,
                        OperationKind.Update,
                        OperationKind.Delete,
                    }.Select(kind => new Operation
                    {
                        Id = $"x-{kind}-{Conventions.Kebab(name)}".ToLowerInvariant(),
                        Name = $"{kind.ToString().ToLowerInvariant()}X{name}",
                        Entity = "x-" + Conventions.Kebab(name),
                        Kind = kind,
                        Access = [new AccessRule { Role = "admin" }],
                    })
                ),
            ],
        };
        Assert.That(BlueprintValidator.Validate(blueprint), Is.Empty);
        return blueprint;
    }
}
