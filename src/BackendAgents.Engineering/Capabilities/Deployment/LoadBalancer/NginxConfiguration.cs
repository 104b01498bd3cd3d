using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer;

/// <summary>Writes the configuration of nginx.</summary>
internal static class NginxConfiguration
{
    private static readonly string[] s_proxy =
    [
        "proxy_http_version 1.1;",
        "proxy_set_header Connection \"\";",
        "proxy_set_header Host $host;",
        "# What a caller says of itself is replaced, not extended.",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
        "proxy_set_header X-Forwarded-Host \"\";",
        "proxy_set_header Forwarded \"\";",
        $"proxy_connect_timeout {Balancer.ConnectSeconds}s;",
        $"proxy_read_timeout {Balancer.AnswerSeconds}s;",
        $"proxy_send_timeout {Balancer.AnswerSeconds}s;",
    ];

    private static readonly string[] s_once =
    [
        "proxy_pass http://instances;",
        "# nginx repeats PUT and DELETE, too. Where the first was carried out, the second finds another tag, or nothing: a wrong answer.",
        "proxy_next_upstream off;",
    ];

    private static IEnumerable<string> Any(Balancer balancer) =>
        [
            "error_page 418 = @once;",
            "if ($request_method ~ ^(PUT|DELETE)$) { return 418; }",
            "proxy_pass http://instances;",
            "# Another instance takes a read that the first did not answer; without 'non_idempotent' no POST or PATCH is sent twice.",
            .. balancer.LeadsToGateways
                ? (string[])
                    [
                        "# A gateway that ends answers reads by 502. Its 503 is a service that is away, and the same at another one.",
                        "proxy_next_upstream error timeout http_502;",
                    ]
                : ["proxy_next_upstream error timeout http_502 http_503;"],
            "proxy_next_upstream_tries 3;",
            $"proxy_next_upstream_timeout {Balancer.RequestSeconds}s;",
        ];

    public static string Write(Balancer balancer) =>
        new CodeWriter(2)
            .Line("# Generated from backend.yaml.")
            .Line("worker_processes auto;")
            .Block("events {", static text => text.Line("worker_connections 4096;"), open: "")
            .Block("http {", text => Http(text, balancer), open: "")
            .ToString();

    private static void Http(CodeWriter text, Balancer balancer)
    {
        text.Line("server_tokens off;")
            .Line("# One line a request; no query, which may hold what is nobody's business.")
            .Line("log_format requests escape=json '{\"@timestamp\":\"$time_iso8601\",\"http.request.method\":\"$request_method\",'")
            .Line("  '\"url.path\":\"$uri\",\"http.response.status_code\":$status,\"event.duration_s\":$request_time,'")
            .Line("  '\"upstream\":\"$upstream_addr\",\"client.address\":\"$remote_addr\"}';")
            .Line("access_log /dev/stdout requests;")
            .Line();
        if (balancer.Options.TrustedProxy is { } trusted)
            text.Line("# Only this network is believed when it says who calls.")
                .Line($"set_real_ip_from {trusted};")
                .Line("real_ip_header X-Forwarded-For;")
                .Line("real_ip_recursive on;");
        text.Line($"limit_req_zone $binary_remote_addr zone=callers:10m rate={balancer.RequestsPerMinute}r/m;")
            .Line("limit_conn_zone $binary_remote_addr zone=connections:10m;")
            .Line("limit_req_status 429;")
            .Line("limit_conn_status 429;")
            .Line()
            .Block("upstream instances {", inner => Upstream(inner, balancer), open: "")
            .Line()
            .Block(
                "server {",
                static inner => inner.Lines(["listen 80 default_server;", "return 308 https://$host$request_uri;"]),
                open: ""
            )
            .Line()
            .Block("server {", inner => Server(inner, balancer), open: "");
    }

    private static void Upstream(CodeWriter text, Balancer balancer)
    {
        text.Line("zone instances 64k;").Line("least_conn;");
        foreach (var instance in balancer.Instances)
            text.Line($"server {instance} max_fails=2 fail_timeout={Balancer.FailSeconds}s;");
        text.Line("keepalive 32;");
    }

    private static void Server(CodeWriter text, Balancer balancer)
    {
        text.Line("listen 443 ssl http2 default_server;")
            .Line($"ssl_certificate {DeploymentSecrets.Folder}/{Balancer.Certificate};")
            .Line($"ssl_certificate_key {DeploymentSecrets.Folder}/{Balancer.Key};")
            .Line("ssl_protocols TLSv1.2 TLSv1.3;")
            .Line($"ssl_ciphers {Balancer.Ciphers};")
            .Line("ssl_session_cache shared:tls:10m;")
            .Line("ssl_session_tickets off;")
            .Line("add_header Strict-Transport-Security \"max-age=63072000\" always;")
            .Line()
            .Line("# A caller that is slow to say what it wants holds nothing up.")
            .Line($"client_header_timeout {Balancer.RequestSeconds}s;")
            .Line($"client_body_timeout {Balancer.RequestSeconds}s;")
            .Line($"send_timeout {Balancer.RequestSeconds}s;")
            .Line($"client_max_body_size {balancer.BodyMebibytes}m;")
            .Line($"limit_conn connections {Math.Max(100, 2 * (balancer.Plan.Blueprint.Targets.RequestsPerSecond ?? 0))};")
            .Line($"limit_req zone=callers burst={Math.Max(20, balancer.RequestsPerMinute / 6)} nodelay;");
        foreach (var port in balancer.Plan.InnerPorts)
            text.Line().Line("# For the deployment's own network alone.").Line($"location = {port.Path} {{ return 404; }}");
        text.Line().Lines(s_proxy).Line().Block("location / {", inner => inner.Lines(Any(balancer)), open: "");
        text.Line().Block("location @once {", static inner => inner.Lines(s_once), open: "");
    }
}
