using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification.Running;

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

    /// <summary>Keeps two rows of each in the running service, and reads them one page each: all in one process.</summary>
    public static async Task AssertKeptAsync(Delivered delivered)
    {
        const string Password = "A-long-enough-secret-1";
        const string Login = "admin@example.com";
        await using var service = await DeliveredService.StartAsync(
            delivered.Folder,
            delivered.Blueprint,
            await Servers.CreateDatabaseAsync("sqlite", delivered.Folder),
            CancellationToken.None,
            new Dictionary<string, string?>
            {
                ["Admin__Login"] = Login,
                ["Admin__Password"] = Password,
                ["RateLimit__RequestsPerMinute"] = "10000",
            }
        );
        using var admin = new HttpClient { BaseAddress = service.Address };
        using var login = await admin.PostAsJsonAsync("/api/v1/auth/login", new { email = Login, password = Password });
        var token = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        admin.DefaultRequestHeaders.Authorization = new("Bearer", token);

        var paths = HttpContract
            .Of(delivered.Blueprint)
            .Endpoints.Where(static endpoint => s_names.Any(name => endpoint.OperationId == "listX" + name))
            .Select(static endpoint => endpoint.Path)
            .ToList();
        Assert.That(paths, Has.Count.EqualTo(s_names.Length));
        foreach (var path in paths)
        {
            foreach (var name in (string[])["first", "second"])
            {
                using var made = await admin.PostAsJsonAsync(path, new { name, status = "done" });
                Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created), await made.Content.ReadAsStringAsync());
            }

            List<string?> names = [];
            for (var page = path + "?limit=1"; page.Length > 0; )
            {
                var read = await admin.GetFromJsonAsync<JsonElement>(page);
                foreach (var row in read.GetProperty("items").EnumerateArray())
                    names.Add($"{row.GetProperty("name").GetString()} {row.GetProperty("status").GetString()}");
                var next = read.GetProperty("nextCursor").GetString();
                page = next is null ? "" : $"{path}?limit=1&cursor={Uri.EscapeDataString(next)}";
            }

            Assert.That(names, Is.EquivalentTo(new[] { "first done", "second done" }), path);
        }
    }

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
