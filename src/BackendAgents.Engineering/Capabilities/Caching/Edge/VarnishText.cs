using System.Globalization;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Caching.Edge;

/// <summary>Writes the configuration of Varnish.</summary>
internal static class VarnishText
{
    private const string Key = $"std.fileread(\"{DeploymentSecrets.Folder}/{VarnishCapability.Secret}\")";

    public static string Write(ServicePlan plan)
    {
        var text = new CodeWriter(4)
            .Line("# Generated from backend.yaml.")
            .Line("vcl 4.1;")
            .Line()
            .Line("import directors;")
            .Line("import std;");
        text.Line()
            .Block(
                "probe ready {",
                body =>
                    body.Lines([$".url = \"{plan.ReadyPath}\";", ".interval = 2s;", ".timeout = 2s;", ".window = 4;", ".threshold = 2;"]),
                open: ""
            );
        var names = plan.Hosts.Select(static (host, at) => (Host: host, Name: string.Create(null, $"instance{at + 1}"))).ToList();
        foreach (var (host, name) in names)
            text.Line().Block($"backend {name} {{", body => Instance(body, host, plan.Port), open: "");
        text.Line()
            .Block(
                "sub vcl_init {",
                body =>
                    body.Line("new instances = directors.round_robin();")
                        .Lines(names.Select(static pair => $"instances.add_backend({pair.Name});")),
                open: ""
            )
            .Line()
            .Block("sub vcl_recv {", body => Receive(body, plan), open: "")
            .Line()
            .Line(
                """
                sub vcl_backend_response {
                    # Nothing is kept but what says so: no refusal, and nothing that is for one caller alone.
                    if (beresp.status != 200 || beresp.http.Cache-Control !~ "s-maxage") {
                        set beresp.ttl = 120s;
                        set beresp.uncacheable = true;
                        return (deliver);
                    }
                    # For so long the service is asked by the tag whether a copy still holds.
                    set beresp.keep = 1h;
                }

                sub vcl_deliver {
                    unset resp.http.Surrogate-Key;
                    # Whoever is between here and a caller can't be told of changes.
                    if (resp.http.Cache-Control ~ "s-maxage") {
                        set resp.http.Cache-Control = "max-age=0, must-revalidate";
                    }
                    if (obj.hits > 0) {
                        set resp.http.X-Cache = "hit";
                    } else {
                        set resp.http.X-Cache = "miss";
                    }
                }
                """
            );
        return text.ToString();
    }

    private static void Instance(CodeWriter text, string host, int port) =>
        text.Lines([
            $".host = \"{host}\";",
            string.Create(CultureInfo.InvariantCulture, $".port = \"{port}\";"),
            ".probe = ready;",
            ".connect_timeout = 2s;",
            ".first_byte_timeout = 30s;",
        ]);

    private static void Receive(CodeWriter text, ServicePlan plan)
    {
        text.Line(
            $$"""
            set req.backend_hint = instances.backend();
            if (req.method == "PURGE") {
                if ({{Key}} !~ "^.{16}" || req.http.X-Purge-Key != {{Key}}) {
                    return (synth(403, "Forbidden"));
                }
                if (req.http.Surrogate-Key !~ "^[A-Za-z0-9_-]+( [A-Za-z0-9_-]+)*$") {
                    return (synth(400, "Bad Request"));
                }
                if (!std.ban("obj.http.Surrogate-Key ~ (^|\s)(" + regsuball(req.http.Surrogate-Key, " ", "|") + ")(\s|$)")) {
                    return (synth(500, "Not Purged"));
                }
                return (synth(200, "Purged"));
            }
            """
        );
        foreach (var port in plan.InnerPorts)
            text.Line(
                $$"""
                # For the deployment's own network alone.
                if (req.url ~ "^{{port.Path}}(/|\?|$)") {
                    return (synth(404, "Not Found"));
                }
                """
            );
        text.Line(
            """
            if (req.method != "GET" && req.method != "HEAD") {
                return (pass);
            }
            # Who says who they are is answered by the service alone.
            if (req.http.Authorization || req.http.Cookie) {
                return (pass);
            }
            set req.url = std.querysort(req.url);
            return (hash);
            """
        );
    }
}
