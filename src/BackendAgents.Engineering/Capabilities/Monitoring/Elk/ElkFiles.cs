using System.Globalization;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Elk;

/// <summary>What an Elastic stack needs to take logs, to keep them for a time, and to find them.</summary>
internal sealed class ElkFiles(ServicePlan plan, ElkOptions options, params IReadOnlyList<string> others)
{
    // Fields that the service writes, by their types; what else comes is kept and not indexed.
    private static readonly (string Name, string Type)[] s_fields =
    [
        ("@timestamp", "date"),
        ("message", "match_only_text"),
        ("log.level", "keyword"),
        ("log.logger", "keyword"),
        ("ecs.version", "keyword"),
        ("service.name", "keyword"),
        ("service.version", "keyword"),
        ("event.dataset", "keyword"),
        ("event.ingested", "date"),
        ("trace.id", "keyword"),
        ("span.id", "keyword"),
        ("error.type", "keyword"),
        ("error.message", "match_only_text"),
        ("error.stack_trace", "wildcard"),
    ];

    private string Name => plan.Blueprint.Service.Name;

    private string Stream => $"logs-{Name}-default";

    public JsonObject Policy() =>
        new()
        {
            ["policy"] = new JsonObject
            {
                ["phases"] = new JsonObject
                {
                    ["hot"] = new JsonObject
                    {
                        ["actions"] = new JsonObject
                        {
                            ["rollover"] = new JsonObject { ["max_age"] = "1d", ["max_primary_shard_size"] = "20gb" },
                        },
                    },
                    ["delete"] = new JsonObject
                    {
                        ["min_age"] = options.KeepDays.ToString(CultureInfo.InvariantCulture) + "d",
                        ["actions"] = new JsonObject { ["delete"] = new JsonObject() },
                    },
                },
            },
        };

    public JsonObject Template()
    {
        var properties = new JsonObject();
        foreach (var (name, type) in s_fields)
            properties[name] = new JsonObject { ["type"] = type };
        return new JsonObject
        {
            ["index_patterns"] = new JsonArray($"logs-{Name}-*"),
            ["data_stream"] = new JsonObject(),
            // That of a service is stronger than that of all.
            ["priority"] = others.Count > 0 ? 400 : 500,
            ["template"] = new JsonObject
            {
                ["settings"] = new JsonObject
                {
                    ["index.lifecycle.name"] = Name + "-logs",
                    ["index.default_pipeline"] = Name + "-logs",
                    ["index.number_of_replicas"] = 1,
                },
                ["mappings"] = new JsonObject { ["dynamic"] = false, ["properties"] = properties },
            },
        };
    }

    public JsonObject Pipeline() =>
        new()
        {
            ["description"] = "Log lines of " + Name,
            ["processors"] = new JsonArray(
                Processor("set", ("field", "event.ingested"), ("value", "{{{_ingest.timestamp}}}")),
                // What Filebeat adds of the machine is nobody's business here.
                Processor("remove", ("field", new JsonArray("agent", "host", "input", "container.labels")), ("ignore_missing", true)),
                Processor("drop", ("if", "ctx.message != null && ctx.message.contains('/health/')")),
                // A mistake that puts a token or an address of e-mail into a message does not last.
                Processor(
                    "gsub",
                    ("field", "message"),
                    ("pattern", @"eyJ[\w-]+\.[\w-]+\.[\w-]+"),
                    ("replacement", "[token]"),
                    ("ignore_missing", true)
                ),
                Processor(
                    "gsub",
                    ("field", "message"),
                    ("pattern", @"[\w.+-]+@[\w-]+\.[\w.]+"),
                    ("replacement", "[email]"),
                    ("ignore_missing", true)
                )
            ),
            ["on_failure"] = new JsonArray(Processor("set", ("field", "event.outcome"), ("value", "failure"))),
        };

    public string Searches() =>
        string.Concat(
            new[]
            {
                ("errors", "Errors", "log.level : (error or fatal)"),
                ("slow", "Warnings and worse", "log.level : (warn or error or fatal)"),
                ("trace", "One request, by its trace id", "trace.id : *"),
            }.Select(search => Search(search.Item1, search.Item2, search.Item3).ToJsonString() + "\n")
        );

    public string Filebeat() =>
        YamlText.Write(
            $"Generated from backend.yaml. Ships what the containers of {(others.Count > 0 ? "all services" : "the service")} print.",
            new YamlMap
            {
                {
                    "filebeat.inputs",
                    new[]
                    {
                        new YamlMap
                        {
                            { "type", "filestream" },
                            { "id", Name },
                            { "paths", YamlMap.List("/var/lib/docker/containers/*/*.log") },
                            {
                                "parsers",
                                new[]
                                {
                                    new YamlMap
                                    {
                                        {
                                            "container",
                                            new YamlMap { { "stream", "stdout" } }
                                        },
                                    },
                                    new YamlMap
                                    {
                                        {
                                            "ndjson",
                                            new YamlMap
                                            {
                                                { "target", "" },
                                                { "overwrite_keys", true },
                                                { "expand_keys", true },
                                            }
                                        },
                                    },
                                }
                            },
                        },
                    }
                },
                {
                    "processors",
                    new[]
                    {
                        new YamlMap
                        {
                            {
                                "drop_event",
                                new YamlMap
                                {
                                    {
                                        others.Count > 0 ? "when.not.or" : "when.not.equals",
                                        others.Count > 0 ? Names.Select(IsNamed).ToArray() : Named(Name),
                                        "Other containers of the machine are not ours."
                                    },
                                }
                            },
                        },
                    }
                },
                {
                    "output.elasticsearch",
                    new YamlMap
                    {
                        { "hosts", YamlMap.List("${ELASTIC_URL}") },
                        { "api_key", "${ELASTIC_API_KEY}" },
                        { "index", Stream },
                    }
                },
                { "setup.template.enabled", false, "setup.sh has made it." },
                { "setup.ilm.enabled", false },
            }
        );

    public string Setup() =>
        new CodeWriter()
            .Line(
                $$"""
                #!/usr/bin/env bash
                # Generated from backend.yaml. Makes what Elasticsearch and Kibana need; may be run again.
                set -euo pipefail
                cd "$(dirname "$0")"
                : "${ELASTIC_URL:?where Elasticsearch is}" "${KIBANA_URL:?where Kibana is}"
                : "${ELASTIC_API_KEY:?a key that may manage templates}"
                # The key goes by standard input: arguments are seen by everybody on the machine.
                ask() {
                  curl --fail-with-body --silent --show-error --config - "$@" <<< "header = \"Authorization: ApiKey $ELASTIC_API_KEY\""
                }
                put() { ask --request PUT --header 'Content-Type: application/json' --data-binary "@$2" "$ELASTIC_URL/$1"; echo " $1"; }
                put _ilm/policy/{{Name}}-logs ilm-policy.json
                put _ingest/pipeline/{{Name}}-logs ingest-pipeline.json
                put _index_template/{{Name}}-logs index-template.json
                ask --request POST --header 'kbn-xsrf: setup' --form file=@saved-searches.ndjson \
                  "$KIBANA_URL/api/saved_objects/_import?overwrite=true"
                """
            )
            .ToString();

    private static YamlMap Named(string name) => new() { { "service.name", name } };

    private static YamlMap IsNamed(string name) => new() { { "equals", Named(name) } };

    private IEnumerable<string> Names => others.Prepend(Name);

    // As Kibana asks for it.
    private string Asked => others.Count > 0 ? $"({string.Join(" or ", Names.Select(static name => $"\"{name}\""))})" : $"\"{Name}\"";

    private JsonObject Search(string id, string title, string query) =>
        new()
        {
            ["type"] = "search",
            ["id"] = $"{Name}-{id}",
            ["attributes"] = new JsonObject
            {
                ["title"] = $"{Name}: {title}",
                ["columns"] = new JsonArray("log.level", "message", "trace.id", "error.type"),
                ["sort"] = new JsonArray(new JsonArray("@timestamp", "desc")),
                ["kibanaSavedObjectMeta"] = new JsonObject
                {
                    ["searchSourceJSON"] = new JsonObject
                    {
                        ["query"] = new JsonObject { ["query"] = $"service.name : {Asked} and {query}", ["language"] = "kuery" },
                        ["indexRefName"] = "kibanaSavedObjectMeta.searchSourceJSON.index",
                    }.ToJsonString(),
                },
            },
            ["references"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "index-pattern",
                    ["id"] = "logs-*",
                    ["name"] = "kibanaSavedObjectMeta.searchSourceJSON.index",
                }
            ),
        };

    private static JsonObject Processor(string kind, params ReadOnlySpan<(string Key, JsonNode? Value)> options)
    {
        var body = new JsonObject();
        foreach (var (key, value) in options)
            body[key] = value;
        return new JsonObject { [kind] = body };
    }
}
