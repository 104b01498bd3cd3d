using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Tests.Blueprints;

/// <summary>Keys for programs, as people write them, and what becomes of them over HTTP.</summary>
public sealed class ApiKeyValidationTests
{
    private static BlueprintReadResult Read(string keys, string operation, string entity = "Link", string kind = "jwt") =>
        BlueprintYaml.Parse(
            $$"""
            service: { name: links, title: Links }
            authentication: { kind: {{kind}}, account: User, login: email, defaultRole: member, {{keys}} }
            roles: [{ name: member }]
            entities:
              - { name: User, fields: [{ name: email, type: email, required: true, unique: true }] }
              - { name: {{entity}}, fields: [{ name: code, maxLength: 12, required: true, unique: true }] }
            operations:
              - { name: getLink, entity: {{entity}}, kind: get, access: [{ role: member }] }
              - { entity: {{entity}}, kind: create, access: [{ role: member }], {{operation}} }
            """
        );

    [TestCase("apiKeys: {}", "name: createLink, apiKeys: true")]
    [TestCase("apiKeys: { header: Api-Key, maxPerAccount: 100, maxDays: 90 }", "name: createLink, apiKeys: true")]
    [TestCase("minPasswordLength: 12", "name: createLink, apiKeys: false")]
    [TestCase("minPasswordLength: 12", "name: createApiKey")]
    public void Keys_that_are_taken(string keys, string operation) => Assert.That(Read(keys, operation).Problems, Is.Empty);

    [TestCase("minPasswordLength: 12", "name: createLink, apiKeys: true", "Link", "createLink takes keys, but the service has none")]
    [TestCase("apiKeys: {}", "name: createLink", "Link", "no operation takes one")]
    [TestCase("apiKeys: { header: Authorization }", "name: createLink, apiKeys: true", "Link", "no header for keys")]
    [TestCase("apiKeys: { header: 'X Key' }", "name: createLink, apiKeys: true", "Link", "no header for keys")]
    [TestCase("apiKeys: { header: Sec-WebSocket-Key }", "name: createLink, apiKeys: true", "Link", "no header for keys")]
    [TestCase("apiKeys: { maxPerAccount: 0 }", "name: createLink, apiKeys: true", "Link", "1 to 100 keys")]
    [TestCase("apiKeys: { maxDays: 4000 }", "name: createLink, apiKeys: true", "Link", "1 to 3650 days")]
    [TestCase("apiKeys: {}", "name: createApiKey, apiKeys: true", "Link", "'createApiKey' belongs to authentication")]
    [TestCase("apiKeys: {}", "name: createKey, apiKeys: true", "ApiKey", "brings 'ApiKey'")]
    [TestCase("apiKeys: {}", "name: createKey, apiKeys: true, method: POST, path: /api/v1/auth/keys", "Link", "is there already")]
    public void Keys_that_are_refused_with_their_reason(string keys, string operation, string entity, string reason) =>
        Assert.That(Read(keys, operation, entity).Problems.Select(static problem => problem.Message), Has.Some.Contains(reason));

    [Test]
    public void Without_accounts_there_are_no_keys() =>
        Assert.That(
            Read("apiKeys: {}", "name: createLink, apiKeys: true", kind: "none").Problems.Select(static problem => problem.Message),
            Has.Some.Contains("A key belongs to an account")
        );

    [Test]
    public void An_operation_that_anybody_may_call_needs_no_key()
    {
        var read = Read("apiKeys: {}", "name: createLink, apiKeys: true").Blueprint!;
        var open = read with
        {
            Operations =
            [
                .. read.Operations.Select(static operation => operation with { Access = [new AccessRule { Role = Role.Anonymous }] }),
            ],
        };

        Assert.That(
            BlueprintValidator.Validate(open).Select(static problem => problem.Message),
            Has.Some.Contains("Anybody may call createLink")
        );
    }

    [Test]
    public void The_contract_says_what_keys_open_and_how_they_are_refused()
    {
        var contract = HttpContract.Of(Read("apiKeys: {}", "name: createLink, apiKeys: true").Blueprint!);

        Assert.That(contract.KeyHeader, Is.EqualTo("X-Api-Key"));
        Assert.That(contract.Endpoint("getLink")!.AcceptsKeys, Is.False);
        var create = contract.Endpoint("createLink")!;
        Assert.That(create.AcceptsKeys, Is.True);
        Assert.That(
            create.Responses.Where(static response => response.Status is 401 or 403).SelectMany(static response => response.Codes),
            Is.EqualTo(["unauthorized", "api-key-invalid", "forbidden", "api-key-out-of-scope"])
        );
        Assert.That(
            contract.Endpoint("createApiKey")!.Responses.Single(static response => response.Status == 409).Codes,
            Has.Member("too-many-api-keys")
        );
    }
}
