using BackendAgents.Engineering.Blueprints.Fields;

namespace BackendAgents.Engineering.Contracts;

// The bodies of answers with status 400 and above (RFC 9457).
internal static class ProblemSchemas
{
    public static HttpSchema Problem { get; } =
        new()
        {
            Name = SchemaBuilder.Problem,
            Kind = HttpSchemaKind.Problem,
            Description = "What went wrong (RFC 9457).",
            Properties = Common("Not Found", 404),
        };

    public static HttpSchema Validation { get; } =
        new()
        {
            Name = SchemaBuilder.ValidationProblem,
            Kind = HttpSchemaKind.Problem,
            Description = "Which values of a request are wrong, and why (RFC 9457).",
            Properties =
            [
                .. Common("One or more validation errors occurred.", 400),
                new HttpProperty(
                    "errors",
                    new HttpValue
                    {
                        Type = JsonType.Object,
                        Items = new HttpValue
                        {
                            Type = JsonType.Array,
                            MaxItems = 100,
                            Items = ValueModel.Text(0, 1000, null),
                        },
                    },
                    Required: false
                )
                {
                    Description = "Messages by name of the value.",
                },
            ],
        };

    private static HttpProperty[] Common(string title, int status) =>
        [
            new("type", Nullable(ValueModel.Text(0, 2048, "about:blank")), Required: false)
            {
                Description = "Address that identifies the kind of problem.",
            },
            new("title", Nullable(ValueModel.Text(0, 1000, title)), Required: false)
            {
                Description = "The kind of problem in a few words.",
            },
            new("status", Nullable(ValueModel.Integer(400, 599, status)), Required: false) { Description = "Status code." },
            new("code", ValueModel.Text(0, 100, ProblemCodes.Of(status)), Required: true)
            {
                Description = "Names the problem to programs; it stays the same whatever the words say.",
            },
            new("detail", Nullable(ValueModel.Text(0, 4000, null)), Required: false) { Description = "What happened this time." },
            new("instance", Nullable(ValueModel.Text(0, 2048, null)), Required: false) { Description = "Path of the request." },
        ];

    private static HttpValue Nullable(HttpValue value) => value with { Nullable = true };
}
