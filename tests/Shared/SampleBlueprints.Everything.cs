using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Reports;

namespace BackendAgents.Tests.Shared;

/// <content>One blueprint that uses all the model offers.</content>
public static partial class SampleBlueprints
{
    /// <summary>
    /// Every field type with a default, every kind of relation and operation, composite keys and checks, a multi-hop owner.
    /// </summary>
    public static Blueprint Everything() =>
        new()
        {
            Service = new ServiceInfo
            {
                Name = "everything",
                Title = "Everything: \"all\" of it",
                Description = "Uses all that the model offers.",
                Version = "2.1.0",
            },
            Authentication = Jwt("account", "account-login", "keeper") with
            {
                AccessTokenMinutes = 5,
                RefreshTokenDays = 30,
                MinPasswordLength = 16,
                Revocable = true,
            },
            Roles =
            [
                Role("keeper", selfRegister: true) with
                {
                    Description = "Keeps boxes.",
                },
                Role("auditor") with
                {
                    GrantedBy = ["admin"],
                },
                Role("admin"),
            ],
            Enums =
            [
                new EnumType
                {
                    Id = "stage",
                    Name = "Stage",
                    Values = ["new", "inProgress", "done"],
                },
            ],
            Entities =
            [
                Entity("Account", [Text("account-login", "login", 100) with { Required = true, Unique = true, MinLength = 3 }]),
                Entity(
                    "Profile",
                    [
                        Field("profile-site", "site", FieldType.Url),
                        Field("profile-secret", "recoveryHint", FieldType.String) with
                        {
                            MaxLength = 100,
                            Exposure = FieldExposure.WriteOnly,
                        },
                    ]
                ) with
                {
                    Owner = ["profile-account"],
                },
                Entity("Box", [Text("box-label", "label", 60) with { Required = true }]) with
                {
                    Owner = ["box-keeper"],
                },
                Entity("Specimen", Specimens()) with
                {
                    Description = "One of each kind of value.",
                    Owner = ["specimen-box", "box-keeper"],
                    Indexes =
                    [
                        new EntityIndex
                        {
                            Id = "specimen-unique-in-box",
                            Columns = ["specimen-box", "specimen-string"],
                            Unique = true,
                        },
                        new EntityIndex { Id = "specimen-by-stage", Columns = ["specimen-enum", "createdAt"] },
                    ],
                    Checks =
                    [
                        new CheckConstraint
                        {
                            Id = "specimen-ends-after-start",
                            Left = "specimen-ends",
                            Operator = Comparison.GreaterOrEqual,
                            Right = "specimen-timestamp",
                        },
                        new CheckConstraint
                        {
                            Id = "specimen-int-not-13",
                            Left = "specimen-int",
                            Operator = Comparison.NotEqual,
                            Value = "13",
                        },
                    ],
                },
                Entity("Folder", [Text("folder-name", "name", 60) with { Required = true, Default = "untitled" }]),
                Entity("Label", [Text("label-name", "name", 40) with { Required = true, Unique = true }]),
                Entity("Person", [Text("person-name", "name", 40) with { Required = true, Personal = true }]) with
                {
                    Plural = "People",
                },
            ],
            Relations =
            [
                new Relation
                {
                    Id = "profile-account",
                    Kind = RelationKind.OneToOne,
                    From = "account",
                    To = "profile",
                    Name = "account",
                    Inverse = "profile",
                    Required = true,
                    OnDelete = DeleteBehavior.Cascade,
                    Description = "Each account has at most one profile.",
                },
                new Relation
                {
                    Id = "person-box",
                    Kind = RelationKind.OneToOne,
                    From = "box",
                    To = "person",
                    Name = "favouriteBox",
                    Inverse = "fan",
                    OnDelete = DeleteBehavior.SetNull,
                },
                OneToMany("box-keeper", "account", "box", "keeper", "boxes") with
                {
                    Required = true,
                },
                OneToMany("specimen-box", "box", "specimen", "box", "specimens") with
                {
                    Required = true,
                    OnDelete = DeleteBehavior.Cascade,
                },
                OneToMany("specimen-finder", "person", "specimen", "finder", "findings") with
                {
                    OnDelete = DeleteBehavior.SetNull,
                },
                OneToMany("folder-parent", "folder", "folder", "parent", "children") with
                {
                    OnDelete = DeleteBehavior.Cascade,
                },
                OneToMany("account-home", "folder", "account", "homeFolder", "residents") with
                {
                    OnDelete = DeleteBehavior.SetNull,
                },
                ManyToMany("specimen-labels", "specimen", "label", "specimens", "labels"),
                ManyToMany("account-watching", "account", "account", "watchers", "watching"),
            ],
            Operations =
            [
                Operation("getAccount", "account", OperationKind.Get, Own("keeper"), Any("admin")),
                Operation("deleteAccount", "account", OperationKind.Delete, Own("keeper")),
                Operation("watchAccount", "account", OperationKind.Link, Own(Blueprints.Authenticated)) with
                {
                    Relation = "account-watching",
                },
                Operation("unwatchAccount", "account", OperationKind.Unlink, Own(Blueprints.Authenticated)) with
                {
                    Relation = "account-watching",
                },
                Operation("listWatching", "account", OperationKind.ListLinked, Any(Blueprints.Authenticated)) with
                {
                    Relation = "account-watching",
                },
                Operation("listWatchers", "account", OperationKind.ListLinked, Any(Blueprints.Authenticated)) with
                {
                    Relation = "account-watching",
                    Reverse = true,
                },
                .. Crud("profile", "Profile", "Profiles", [Any(Blueprints.Authenticated)], [Own("keeper"), Any("admin")]),
                .. Crud("box", "Box", "Boxes", [Own("keeper"), Any("auditor")], [Own("keeper"), Any("admin")])
                    .Select(static operation => operation.Kind is OperationKind.List ? operation with { Sort = ["box-label"] } : operation),
                .. Crud("specimen", "Specimen", "Specimens", [Own("keeper"), Any("auditor")], [Own("keeper"), Any("admin")])
                    .Select(static operation =>
                        operation.Kind is OperationKind.List
                            ? operation with
                            {
                                Filters =
                                [
                                    "specimen-enum",
                                    "specimen-bool",
                                    "specimen-int",
                                    "specimen-date",
                                    "specimen-uuid",
                                    "specimen-box",
                                    "specimen-finder",
                                ],
                                Search = ["specimen-string", "specimen-text", "specimen-email"],
                                Sort =
                                [
                                    "specimen-string",
                                    "specimen-int",
                                    "specimen-decimal",
                                    "specimen-timestamp",
                                    "createdAt",
                                    "updatedAt",
                                ],
                                Order = "-pieces",
                                Description = "Lists specimens; auditors see all of them.",
                            }
                            : operation
                    ),
                Operation("finishSpecimen", "specimen", OperationKind.Action, Own("keeper")) with
                {
                    Transition = new Transition
                    {
                        Field = "specimen-enum",
                        From = ["new", "inProgress"],
                        To = "done",
                    },
                },
                Operation("flagSpecimen", "specimen", OperationKind.Action, Any("auditor")) with
                {
                    Transition = new Transition
                    {
                        Field = "specimen-bool",
                        From = ["false"],
                        To = "true",
                    },
                },
                Operation("touchSpecimen", "specimen", OperationKind.Action, Own("keeper")) with
                {
                    Transition = new Transition { Field = "specimen-timestamp", To = "now" },
                },
                Operation("uploadScan", "specimen", OperationKind.Upload, Own("keeper")),
                Operation("downloadScan", "specimen", OperationKind.Download, Own("keeper"), Any("auditor")) with
                {
                    File = "specimen-scan",
                    Path = "/specimens/{specimenId}/scan.file",
                },
                Operation("removeScan", "specimen", OperationKind.RemoveFile, Own("keeper")),
                Operation("labelSpecimen", "specimen", OperationKind.Link, Own("keeper")) with
                {
                    Relation = "specimen-labels",
                },
                Operation("unlabelSpecimen", "specimen", OperationKind.Unlink, Own("keeper")) with
                {
                    Relation = "specimen-labels",
                },
                Operation("listSpecimenLabels", "specimen", OperationKind.ListLinked, Own("keeper")) with
                {
                    Relation = "specimen-labels",
                },
                Operation("listLabelSpecimens", "label", OperationKind.ListLinked, Any("auditor")) with
                {
                    Relation = "specimen-labels",
                    Reverse = true,
                },
                .. Calls(),
                .. Reports(),
                .. Crud("folder", "Folder", "Folders", [Any(Blueprints.Anonymous)], [Any("admin")]),
                .. Crud("label", "Label", "Labels", [Any(Blueprints.Anonymous)], [Any("admin")]),
                .. Crud("person", "Person", "People", [Any("auditor")], [Any("admin")]),
            ],
            Events =
            [
                new DomainEvent
                {
                    Id = "specimen-finished",
                    Name = "SpecimenFinished",
                    Operation = "finish-specimen",
                    Description = "A specimen reached its last stage.",
                },
            ],
            Targets = new Targets
            {
                RequestsPerSecond = 500,
                ConcurrentUsers = 10_000,
                LatencyP95Milliseconds = 200,
                AvailabilityPercent = 99.9m,
                RetentionDays = 365,
                RecoveryPointMinutes = 15,
                RecoveryTimeMinutes = 60,
            },
            Deployment = new Deployment
            {
                Port = 9090,
                Cache = "redis",
                Cdn = "varnish",
                Messaging = "rabbitmq",
                Requested = ["cassandra"],
            },
        };

    // By a related row, a value and a month with every figure; by nothing at all.
    private static Operation[] Reports() =>
        [
            Operation("weighMonths", "specimen", OperationKind.Report, Own("keeper"), Any("auditor")) with
            {
                Filters = ["specimen-bool", "specimen-box"],
                Report = new Report
                {
                    Where = "stage == \"new\" && weight > 0",
                    Time = "startsAt",
                    By =
                    [
                        new ReportKey { Name = "box", Value = "box.label" },
                        new ReportKey { Name = "stage" },
                        new ReportKey
                        {
                            Name = "month",
                            Value = "startsAt",
                            Per = ReportPeriod.Month,
                        },
                    ],
                    Values =
                    [
                        new ReportValue { Name = "specimens" },
                        new ReportValue { Name = "weight", Sum = "weight" },
                        new ReportValue { Name = "worth", Sum = "value * pieces" },
                        new ReportValue { Name = "meanPieces", Avg = "pieces" },
                        new ReportValue { Name = "greatest", Max = "value" },
                        new ReportValue { Name = "first", Min = "foundOn" },
                    ],
                    Order = "-weight",
                    Top = 5,
                    Keep = 30,
                },
            },
            Operation("countPieces", "specimen", OperationKind.Report, Any("auditor")) with
            {
                Report = new Report
                {
                    Time = "createdAt",
                    Values = [new ReportValue { Name = "specimens" }, new ReportValue { Name = "pieces", Sum = "pieces" }],
                    Keep = 60,
                },
            },
        ];

    // A body with a row that it names, the query, a row found by its name, a redirect, and an answer without a body.
    private static Operation[] Calls() =>
        [
            Operation("weighSpecimen", "specimen", OperationKind.Call, Own("keeper")) with
            {
                Input =
                [
                    Field("weigh-weight", "weight", FieldType.Decimal) with
                    {
                        Required = true,
                        Precision = 10,
                        Scale = 3,
                        Min = 0.001m,
                    },
                    Field("weigh-stage", "stage", FieldType.Enum) with
                    {
                        Enum = "stage",
                    },
                    Field("weigh-box", "scalesId", FieldType.Uuid) with
                    {
                        Required = true,
                        RefersTo = "box",
                    },
                    Text("weigh-unit", "unit", 3) with
                    {
                        Default = "kg",
                        Pattern = "^[a-z]+$",
                    },
                    Field("weigh-raw", "raw", FieldType.Json),
                ],
                Output =
                [
                    new OutputValue
                    {
                        Name = "specimenId",
                        Type = FieldType.Uuid,
                        Required = true,
                        Value = "id",
                    },
                    new OutputValue
                    {
                        Name = "stage",
                        Type = FieldType.Enum,
                        Enum = "stage",
                        Required = true,
                        Value = "stage",
                    },
                    new OutputValue
                    {
                        Name = "details",
                        Type = FieldType.Json,
                        Required = true,
                        Value = "details",
                    },
                    new OutputValue
                    {
                        Name = "weight",
                        Type = FieldType.Decimal,
                        Required = true,
                        Value = "input.weight",
                        Description = "In the unit that was sent.",
                    },
                    new OutputValue
                    {
                        Name = "unit",
                        Required = true,
                        Value = "input.unit",
                    },
                ],
            },
            Operation("followSpecimen", "specimen", OperationKind.Call, Any("auditor")) with
            {
                Method = "GET",
                Path = "/go/{id}",
                Location = "source",
            },
            Operation("lookUpLabel", "label", OperationKind.Call, Any(Blueprints.Anonymous)) with
            {
                Method = "GET",
                Path = "/labels/{name}",
            },
            Operation("pokeBox", "box", OperationKind.Call, Own("keeper")) with
            {
                Status = 204,
            },
            Operation("estimateBoxes", "box", OperationKind.Call, Any(Blueprints.Authenticated)) with
            {
                Method = "GET",
                Path = "/api/v1/estimates",
                Input =
                [
                    Field("estimate-pieces", "pieces", FieldType.Int) with
                    {
                        Required = true,
                        Min = 1,
                        Max = 99,
                    },
                    Field("estimate-day", "day", FieldType.Date),
                    Text("estimate-colour", "colour", 20) with
                    {
                        Required = true,
                    },
                ],
                Output =
                [
                    new OutputValue
                    {
                        Name = "pieces",
                        Type = FieldType.Int,
                        Required = true,
                        Value = "input.pieces",
                    },
                    new OutputValue
                    {
                        Name = "day",
                        Type = FieldType.Date,
                        Value = "input.day",
                    },
                ],
            },
        ];

    private static Field[] Specimens() =>
        [
            Text("specimen-string", "title", 100) with
            {
                Required = true,
                MinLength = 1,
                Default = "untitled",
                Pattern = "^[A-Za-z ]+$",
                Example = "Blue stone",
                Description = "What it is called.",
            },
            Field("specimen-text", "notes", FieldType.Text) with
            {
                Default = "none: yet",
            },
            Field("specimen-int", "pieces", FieldType.Int) with
            {
                Required = true,
                Min = 0,
                Max = 99,
                Default = "1",
            },
            Field("specimen-long", "serial", FieldType.Long) with
            {
                Default = "9007199254740993",
            },
            Field("specimen-decimal", "weight", FieldType.Decimal) with
            {
                Required = true,
                Precision = 10,
                Scale = 3,
                Min = 0.001m,
                Default = "0.500",
                Description = "Weight in kilograms.",
            },
            Field("specimen-double", "ratio", FieldType.Double) with
            {
                Default = "0.25",
            },
            Field("specimen-bool", "flagged", FieldType.Bool) with
            {
                Required = true,
                Default = "false",
            },
            Field("specimen-date", "foundOn", FieldType.Date) with
            {
                Default = "2026-01-31",
            },
            Field("specimen-time", "foundAt", FieldType.Time) with
            {
                Default = "13:45:00",
            },
            Field("specimen-timestamp", "startsAt", FieldType.Timestamp) with
            {
                Required = true,
                Default = "now",
            },
            Field("specimen-ends", "endsAt", FieldType.Timestamp),
            Field("specimen-uuid", "batch", FieldType.Uuid) with
            {
                Default = "0190b6c8-7f4e-7b3a-8c5d-2f1e0d9c8b7a",
            },
            Field("specimen-enum", "stage", FieldType.Enum) with
            {
                Required = true,
                Enum = "stage",
                Default = "new",
                Exposure = FieldExposure.ReadOnly,
            },
            Field("specimen-json", "details", FieldType.Json) with
            {
                Default = "{\"colour\":\"blue\"}",
            },
            Field("specimen-binary", "picture", FieldType.Binary) with
            {
                MaxLength = 65_536,
                Default = "AQID",
            },
            Field("specimen-email", "contact", FieldType.Email) with
            {
                Default = "lab@example.org",
                Personal = true,
            },
            Field("specimen-url", "source", FieldType.Url) with
            {
                Default = "https://example.org/specimens",
            },
            Field("specimen-money", "value", FieldType.Money) with
            {
                Min = 0,
                Max = 1_000_000,
                Default = "9.99",
            },
            Field("specimen-scan", "scan", FieldType.File) with
            {
                ContentTypes = ["application/pdf", "image/png"],
                MaxLength = 300_000,
            },
            Text("specimen-internal", "importKey", 64) with
            {
                Exposure = FieldExposure.Internal,
            },
        ];
}
