using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Definitions;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Cli.Output;

/// <summary>Diagnostics of definitions as SARIF 2.1.0 (OASIS), which code scanning reads.</summary>
internal static class SarifLog
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(IReadOnlyList<Diagnostic> diagnostics)
    {
        var rules = diagnostics
            .Select(static diagnostic => diagnostic.Code)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(
                new JsonObject
                {
                    ["tool"] = new JsonObject
                    {
                        ["driver"] = new JsonObject
                        {
                            ["name"] = "backend-agents",
                            ["semanticVersion"] = typeof(SarifLog)
                                .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                                ?.InformationalVersion.Split('+')[0],
                            ["rules"] = new JsonArray([.. rules.Select(static rule => Rule(rule))]),
                        },
                    },
                    ["columnKind"] = "utf16CodeUnits",
                    ["results"] = new JsonArray([
                        .. diagnostics.Select(diagnostic => (JsonNode)Result(diagnostic, rules.IndexOf(diagnostic.Code))),
                    ]),
                }
            ),
        };
        return log.ToJsonString(s_options) + "\n";
    }

    private static JsonObject Rule(string code) =>
        new JsonObject
        {
            ["id"] = code,
            ["shortDescription"] = new JsonObject
            {
                ["text"] = DefinitionCode.All.FirstOrDefault(known => known.Code == code)?.Meaning ?? code,
            },
        };

    private static JsonObject Result(Diagnostic diagnostic, int rule) =>
        new()
        {
            ["ruleId"] = diagnostic.Code,
            ["ruleIndex"] = rule,
            ["level"] = diagnostic.Severity switch
            {
                Severity.Error => "error",
                Severity.Warning => "warning",
                _ => "note",
            },
            ["message"] = new JsonObject { ["text"] = $"{diagnostic.Message} {diagnostic.Remedy}" },
            ["locations"] = new JsonArray(
                new JsonObject
                {
                    ["physicalLocation"] = new JsonObject
                    {
                        ["artifactLocation"] = new JsonObject { ["uri"] = Address(diagnostic.Place.File) },
                        ["region"] = new JsonObject { ["startLine"] = diagnostic.Place.Line, ["startColumn"] = diagnostic.Place.Column },
                    },
                }
            ),
        };

    private static string Address(string path) =>
        Path.IsPathRooted(path)
            ? new Uri(path).AbsoluteUri
            : string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));
}
