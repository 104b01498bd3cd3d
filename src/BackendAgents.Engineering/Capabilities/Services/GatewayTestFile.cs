using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore;

namespace BackendAgents.Engineering.Capabilities.Services;

/// <summary>Tests of what the gateway itself answers: to strangers, to unknown paths, and while a service is away.</summary>
internal static class GatewayTestFile
{
    public static string Write(SystemDelivery system, Probe probe)
    {
        var model = system.Model;
        var refused = probe.AwayCall.RequiresAuthentication ? probe.AwayCall : probe.ThereCall;
        var service = refused == probe.AwayCall ? probe.Away : probe.There;
        var edge = !refused.RequiresAuthentication
            ? ""
            : $$"""

                    [TestCase("")]
                    [TestCase("Bearer forged")]
                    public async Task Who_has_no_token_is_stopped_at_the_edge(string authorization)
                    {
                        await using var host = new TestHost();
                        host.Reach("{{probe.Away}}", isThere: false);
                        host.Reach("{{probe.There}}", isThere: false);
                        using var client = host.CreateClient();
                        if (authorization.Length > 0)
                            client.DefaultRequestHeaders.Add("Authorization", authorization);

                        await AssertAsync(await client.GetAsync("{{refused.Path}}"), 401, "unauthorized");
                    }

                    [Test]
                    public async Task A_token_holds_by_a_published_key_and_who_makes_one_by_another_is_refused_at_the_edge_and_inside()
                    {
                        await using var host = new TestHost();
                        using var known = await ClientAsync(host, {{Role(model, refused)}});
                        var token = known.DefaultRequestHeaders.Authorization!.Parameter!;
                        var keys = (await known.GetFromJsonAsync<JsonElement>("/.well-known/jwks.json")).GetProperty("keys");
                        Assert.That(keys[0].GetProperty("kid").GetString(), Is.EqualTo(new JsonWebToken(token).Kid));
                        Assert.That((int)(await known.GetAsync("{{refused.Path}}")).StatusCode, Is.EqualTo(200));

                        // All that is true, by a key of the same name.
                        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
                        var start = token[..token.LastIndexOf('.')];
                        var signature = own.SignData(Encoding.ASCII.GetBytes(start), HashAlgorithmName.SHA256);
                        var forged = start + "." + Base64UrlEncoder.Encode(signature);
                        foreach (var client in new[] { host.CreateClient(), host.CreateClientOf("{{service}}") })
                        {
                            client.DefaultRequestHeaders.Authorization = new("Bearer", forged);
                            await AssertAsync(await client.GetAsync("{{refused.Path}}"), 401, "unauthorized");
                            client.Dispose();
                        }
                    }

                """;
        return $$"""
            using System.Net.Http.Json;
            {{(edge.Length == 0 ? "" : Cryptography)}}using System.Text.Json;
            {{(edge.Length == 0 ? "" : "using Microsoft.IdentityModel.JsonWebTokens;\nusing Microsoft.IdentityModel.Tokens;\n")}}
            namespace {{model.Namespace}}.Tests;

            /// <summary>What the gateway itself answers.</summary>
            public sealed class GatewayTests
            {
                [Test]
                public async Task While_a_service_is_away_its_calls_say_so_and_others_work()
                {
                    await using var host = new TestHost();
                    using var away = await ClientAsync(host, {{Role(model, probe.AwayCall)}});
                    using var there = await ClientAsync(host, {{Role(model, probe.ThereCall)}});
                    host.Reach("{{probe.Away}}", isThere: false);

                    using var refused = await away.GetAsync("{{probe.AwayCall.Path}}");
                    await AssertAsync(refused, 503, "unavailable");
                    Assert.That(refused.Headers.RetryAfter, Is.Not.Null);
                    Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("{{probe.Away}}"));
                    Assert.That((int)(await there.GetAsync("{{probe.ThereCall.Path}}")).StatusCode, Is.EqualTo(200));

                    host.Reach("{{probe.Away}}", isThere: true);
                    Assert.That((int)(await away.GetAsync("{{probe.AwayCall.Path}}")).StatusCode, Is.EqualTo(200));
                }

                [Test]
                public async Task An_instance_that_is_gone_costs_no_call()
                {
                    await using var host = new TestHost(isHalfGone: true);
                    using var client = await ClientAsync(host, {{Role(model, probe.ThereCall)}});

                    for (var call = 0; call < 20; call++)
                    {
                        using var answer = await client.GetAsync("{{probe.ThereCall.Path}}");
                        Assert.That((int)answer.StatusCode, Is.EqualTo(200), await answer.Content.ReadAsStringAsync());
                    }
                }
            {{edge}}
                [Test]
                public async Task What_no_service_offers_is_not_found()
                {
                    await using var host = new TestHost();
                    using var client = host.CreateClient();

                    await AssertAsync(await client.GetAsync("/no/such/path"), 404, "not-found");
                }

                [TestCase("mine-1", true)]
                [TestCase("not a plain one", false)]
                public async Task Each_answer_tells_the_id_of_its_request(string given, bool isKept)
                {
                    await using var host = new TestHost();
                    using var client = await ClientAsync(host, {{Role(model, probe.ThereCall)}});
                    client.DefaultRequestHeaders.Add("X-Request-Id", given);

                    using var answer = await client.GetAsync("{{probe.ThereCall.Path}}");
                    var id = answer.Headers.GetValues("X-Request-Id").Single();

                    Assert.That(id, isKept ? Is.EqualTo(given) : Is.Not.Empty.And.Not.EqualTo(given));
                }

                [TestCase("10.1.2.3", "198.51.100.7")]
                [TestCase("203.0.113.9", "203.0.113.9", Description = "What it says is forged.")]
                public async Task A_service_is_told_the_address_that_a_trusted_proxy_says_and_no_other(string from, string told)
                {
                    await using var host = new TestHost();
                    using var client = await ClientAsync(host, {{Role(model, probe.ThereCall)}});

                    await host.AskAsync("{{probe.ThereCall.Path}}", from, "198.51.100.7", client.DefaultRequestHeaders.Authorization);

                    Assert.That(host.Told, Is.EqualTo(told));
                }

                private static async Task<HttpClient> ClientAsync(TestHost host, string? role) =>
                    {{(model.HasAuthentication ? "(await host.ClientAsync(role)).Client" : "await Task.FromResult(host.CreateClient())")}};

                private static async Task AssertAsync(HttpResponseMessage answer, int status, string code)
                {
                    Assert.That((int)answer.StatusCode, Is.EqualTo(status));
                    var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
                    Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo(code));
                }
            }

            """;
    }

    private const string Cryptography = "using System.Security.Cryptography;\nusing System.Text;\n";

    private static string Role(ServiceModel model, HttpEndpoint call) =>
        !model.HasAuthentication || !call.RequiresAuthentication ? "null"
        : call.Access.Select(rule => model.Index.RoleById(rule.Role)?.Name).FirstOrDefault(static name => name is not null) is { } role
            ? CSharp.Literal(role)
        : CSharp.Literal(model.Index.DefaultRole?.Name ?? "");
}
