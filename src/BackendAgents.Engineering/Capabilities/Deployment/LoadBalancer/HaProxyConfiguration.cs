using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Capabilities.Deployment.LoadBalancer;

/// <summary>Writes the configuration of HAProxy.</summary>
internal static class HaProxyConfiguration
{
    private const int Mebibyte = 1024 * 1024;

    public static string Write(Balancer balancer)
    {
        var text = new CodeWriter(2).Line("# Generated from backend.yaml.");
        Section(
            text,
            "global",
            "log stdout format raw local0",
            "maxconn 4096",
            "ssl-default-bind-options ssl-min-ver TLSv1.2 no-tls-tickets",
            "ssl-default-bind-ciphers " + Balancer.Ciphers,
            $"# The key lies beside the certificate: {Balancer.Certificate} and {Balancer.Key}.",
            "ssl-load-extra-del-ext"
        );
        Section(
            text,
            "resolvers network",
            "# The names of instances, asked anew: an instance that comes back has another address.",
            "parse-resolv-conf",
            "hold valid 5s"
        );
        Section(
            text,
            "defaults",
            "mode http",
            "log global",
            "option httplog",
            $"timeout connect {Balancer.ConnectSeconds}s",
            $"timeout client {Balancer.AnswerSeconds}s",
            $"timeout server {Balancer.AnswerSeconds}s",
            $"timeout http-request {Balancer.RequestSeconds}s",
            "timeout http-keep-alive 60s",
            "timeout queue 5s"
        );
        Section(text, "frontend plain", "bind :80", "http-request redirect scheme https code 308");
        Section(text, "frontend public", [.. Public(balancer)]);
        Section(text, "backend instances", [.. Instances(balancer)]);
        return text.ToString();
    }

    private static IEnumerable<string> Public(Balancer balancer)
    {
        yield return $"bind :443 ssl crt {DeploymentSecrets.Folder}/{Balancer.Certificate} alpn h2,http/1.1";
        if (balancer.Options.TrustedProxy is { } trusted)
        {
            yield return "# Only this network is believed when it says who calls.";
            yield return $"http-request set-src req.hdr_ip(x-forwarded-for,-1) if {{ src {trusted} }}";
        }

        yield return "# What a caller says of itself is replaced, not extended.";
        yield return "http-request del-header Forwarded";
        yield return "http-request del-header X-Forwarded-Host";
        yield return "http-request set-header X-Forwarded-For %[src]";
        yield return "http-request set-header X-Forwarded-Proto https";
        yield return "stick-table type ipv6 size 100k expire 2m store http_req_rate(1m)";
        yield return "http-request track-sc0 src";
        yield return $"http-request deny deny_status 429 if {{ sc_http_req_rate(0) gt {balancer.RequestsPerMinute} }}";
        yield return $"http-request deny deny_status 413 if {{ req.hdr_val(content-length) gt {balancer.BodyMebibytes * Mebibyte} }}";
        foreach (var port in balancer.Plan.InnerPorts)
        {
            yield return "# For the deployment's own network alone.";
            yield return $"http-request deny deny_status 404 if {{ path {port.Path} }}";
        }

        yield return "http-response set-header Strict-Transport-Security max-age=63072000";
        yield return "default_backend instances";
    }

    private static IEnumerable<string> Instances(Balancer balancer)
    {
        yield return "balance leastconn";
        yield return "option redispatch 1";
        yield return "retries 3";
        yield return "# Another instance takes a read that the first did not answer; what changes something is never sent twice.";
        yield return "retry-on conn-failure empty-response response-timeout 502 503";
        yield return "http-request disable-l7-retry unless { method GET HEAD OPTIONS }";
        yield return $"option httpchk GET {balancer.Plan.ReadyPath}";
        yield return "http-check expect status 200";
        yield return "default-server check inter 2s fall 2 rise 1 resolvers network init-addr last,libc,none";
        foreach (var (instance, number) in balancer.Instances.Select(static (instance, index) => (instance, index + 1)))
            yield return $"server instance{number} {instance}";
    }

    private static void Section(CodeWriter text, string heading, params string[] lines) =>
        text.Line().Line(heading).Indented(inner => inner.Lines(lines));
}
